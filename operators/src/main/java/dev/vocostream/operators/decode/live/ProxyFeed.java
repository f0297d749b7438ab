package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.CameraUrl;
import dev.vocostream.operators.gate.CheckedUrl;
import dev.vocostream.operators.gate.Credentials;
import dev.vocostream.operators.gate.LoopbackProxy;
import dev.vocostream.operators.gate.ProxySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** For what FFmpeg speaks itself: the camera's own protocol, through a proxy. */
final class ProxyFeed implements Feed {
  private final CameraUrl url;
  private final LoopbackProxy proxy;
  private final Duration patience;
  private final Runnable ended;

  private ProxyFeed(CameraUrl url, LoopbackProxy proxy, Duration patience, Runnable ended) {
    this.url = url;
    this.proxy = proxy;
    this.patience = patience;
    this.ended = ended;
  }

  /**
   * The proxy is more patient than the decoder, which knows what it misses.
   *
   * @param ways what is known of how cameras send their media
   */
  static ProxyFeed open(
      CheckedUrl camera, Duration patience, ProxySettings settings, MediaWays ways)
      throws BlockedUrlException, VideoException {
    if (kindOf(camera.url()) == Kind.RTMP && camera.url().credentials().isPresent()) {
      RtmpLogin.check(camera.url().credentials().get());
    }
    boolean datagrams = ways.isByDatagrams(camera.url());
    ProxySettings patient =
        settings.withIdleLimit(patience.multipliedBy(2)).withDatagrams(datagrams);
    try {
      LoopbackProxy proxy = LoopbackProxy.open(camera, patient);
      Runnable ended = () -> ways.learn(camera.url(), proxy);
      return new ProxyFeed(camera.url(), proxy, patience, ended);
    } catch (IOException e) {
      throw new VideoException(
          Fault.UNREACHABLE, camera.url() + ": no port for its proxy: " + e.getMessage());
    }
  }

  @Override
  public LiveInput input() {
    String userInfo = url.credentials().map(Credentials::userInfo).orElse("");
    return new LiveInput(kindOf(url), url.toString(), proxy.localUrl(), userInfo, patience);
  }

  private static Kind kindOf(CameraUrl url) {
    return switch (url.scheme()) {
      case RTSP, RTSPS -> Kind.RTSP;
      case RTMP, RTMPS -> Kind.RTMP;
      default -> throw new IllegalStateException(url + ": is not played through a proxy");
    };
  }

  @Override
  public Optional<VideoException> failure() {
    Fault fault = proxy.isRedirected() ? Fault.BLOCKED : Fault.UNREACHABLE;
    return proxy.lastFailure().map(why -> new VideoException(fault, why));
  }

  @Override
  public long heldBack() {
    return proxy.heldBack();
  }

  @Override
  public void close() {
    ended.run();
    try {
      proxy.close();
    } catch (IOException e) {
      throw new IllegalStateException(url + ": its proxy cannot be closed", e);
    }
  }
}
