package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.ByteRate;
import dev.vocostream.operators.gate.CameraUrl;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.DatagramRelay;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * For SRT, which the decoder calls through a relay of its datagrams. The user of the secret is the
 * stream's id, {@link LiveInput#NO_STREAM_ID} for none; its password is the passphrase.
 */
final class SrtFeed implements Feed {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 79;

  private final CameraUrl url;
  private final DatagramRelay relay;
  private final Duration patience;

  private SrtFeed(CameraUrl url, DatagramRelay relay, Duration patience) {
    this.url = url;
    this.relay = relay;
    this.patience = patience;
  }

  static SrtFeed open(CheckedUrl camera, Duration patience, ByteRate rate) throws VideoException {
    CameraUrl url = camera.url();
    int length =
        url.credentials()
            .map(secret -> secret.ofSrt().password().getBytes(StandardCharsets.UTF_8).length)
            .orElse(0);
    if (length != 0 && (length < SHORTEST || length > LONGEST)) {
      throw new VideoException(
          Fault.DENIED,
          "%s: a passphrase of %d to %d bytes expected, found one of %d"
              .formatted(url, SHORTEST, LONGEST, length));
    }
    try {
      return new SrtFeed(url, DatagramRelay.open(camera, rate), patience);
    } catch (IOException e) {
      throw new VideoException(
          Fault.UNREACHABLE, url + ": its datagrams cannot be relayed: " + e.getMessage());
    }
  }

  @Override
  public LiveInput input() {
    String userInfo = url.credentials().map(s -> s.ofSrt().userInfo()).orElse("");
    URI local = URI.create("srt://127.0.0.1:" + relay.port());
    return new LiveInput(Kind.SRT, url.toString(), local, userInfo, patience);
  }

  @Override
  public Optional<VideoException> failure() {
    return relay.lastFailure().map(why -> new VideoException(Fault.UNREACHABLE, why));
  }

  @Override
  public long heldBack() {
    return relay.heldBack();
  }

  @Override
  public void close() {
    try {
      relay.close();
    } catch (IOException e) {
      throw new IllegalStateException(url + ": its relay cannot be closed", e);
    }
  }
}
