package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.Gate;
import dev.vocostream.operators.gate.HttpStream;
import dev.vocostream.operators.gate.ProxySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A stream that is the answer to GET; if that is a playlist, what it leads to. */
final class HttpOrigin implements Origin {
  // -- configuration
  private final Gate gate;
  private final CheckedUrl url;

  // -- runtime
  private final HttpStream stream;
  private byte[] first;

  HttpOrigin(Gate gate, CheckedUrl url) {
    this.gate = gate;
    this.url = url;
    this.stream = new HttpStream(gate, url, ProxySettings.defaults());
  }

  @Override
  public Kind open() throws BlockedUrlException, IOException {
    stream.open(Optional.empty());
    first = stream.body().readNBytes(HttpContent.LOOKED_AT);
    return HttpContent.of(stream.contentType(), first)
        .flatMap(HttpContent::kind)
        .orElseThrow(
            () ->
                new IOException(
                    "%s: sends neither MPEG-TS, motion JPEG, MP4 nor FLV".formatted(url.url())));
  }

  @Override
  public void copyTo(OutputStream out) throws IOException {
    out.write(first, 0, first.length);
    byte[] buffer = new byte[16 * 1024];
    for (int read = stream.body().read(buffer); read >= 0; read = stream.body().read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  @Override
  public void close() {
    stream.close();
  }
}
