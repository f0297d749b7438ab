package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.Gate;
import dev.vocostream.operators.gate.HttpStream;
import dev.vocostream.operators.gate.ProxySettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** A stream that is the answer to GET; if that is a playlist, what it leads to. */
final class HttpOrigin implements Origin {
  // -- configuration
  private final Gate gate;
  private final CheckedUrl url;
  private final ProxySettings settings;
  private final ByteRate rate;

  // -- runtime
  private final HttpStream stream;
  private InputStream body;
  private byte[] first;
  private volatile HlsOrigin playlist;
  private volatile boolean closed;

  /**
   * @param rate at which the camera is read, at most
   */
  HttpOrigin(Gate gate, CheckedUrl url, ProxySettings settings, ByteRate rate) {
    this.gate = gate;
    this.url = url;
    this.settings = settings;
    this.rate = rate;
    this.stream = new HttpStream(gate, url, settings);
  }

  @Override
  public Kind open() throws BlockedUrlException, IOException {
    stream.open(Optional.empty());
    body = new RatedInput(stream.body(), rate);
    first = body.readNBytes(HttpContent.LOOKED_AT);
    HttpContent content =
        HttpContent.of(stream.contentType(), first)
            .orElseThrow(
                () ->
                    new IOException(
                        url.url() + ": sends neither MPEG-TS, motion JPEG, MP4, FLV nor HLS"));
    if (content.kind().isPresent()) {
      return content.kind().get();
    }
    stream.close();
    HlsOrigin hls = new HlsOrigin(gate, stream.url(), settings, rate);
    playlist = hls;
    if (closed) {
      hls.close();
    }
    return hls.open();
  }

  @Override
  public void copyTo(OutputStream out) throws BlockedUrlException, IOException {
    if (playlist != null) {
      playlist.copyTo(out);
      return;
    }
    out.write(first, 0, first.length);
    byte[] buffer = new byte[16 * 1024];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  @Override
  public OptionalLong clockOffset() {
    HlsOrigin hls = playlist;
    return hls == null ? OptionalLong.empty() : hls.clockOffset();
  }

  @Override
  public void close() {
    closed = true;
    stream.close();
    HlsOrigin hls = playlist;
    if (hls != null) {
      hls.close();
    }
  }
}
