package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;

/**
 * A simulated RTSP camera: RTSP 1.0 with RTP inside its connection or over UDP, H.264, for as many
 * clients as come. All of them see the same picture at the same time, from the next key picture on.
 * It understands what FFmpeg says; it is no server for strangers.
 */
public final class RtspServer implements AutoCloseable {
  // -- configuration
  private final RtspSettings settings;

  // -- runtime
  private final LiveClock clock;
  private final Connections connections;
  private volatile RtspFault fault = RtspFault.NONE;
  private volatile Duration clockSkew;
  private volatile H264Clip clip;

  private RtspServer(RtspSettings settings) throws IOException {
    this.settings = settings;
    this.clip = settings.clip();
    this.clockSkew = settings.clockSkew();
    this.clock = new LiveClock(clip.fps());
    this.connections =
        Connections.listen(
            "simulated rtsp",
            new InetSocketAddress(settings.address(), settings.port()),
            client -> new RtspConnection(this, client).serve());
  }

  /** Listens and plays from now on. */
  public static RtspServer start(RtspSettings settings) throws IOException {
    return new RtspServer(settings);
  }

  public int port() {
    return connections.port();
  }

  /** Without the login. */
  public String url() {
    String host = settings.address().getHostAddress();
    String written = host.contains(":") ? "[" + host + "]" : host;
    return "rtsp://" + written + ":" + port() + settings.path();
  }

  /** When picture 0 of the clip was first due, on the true clock. */
  public Instant startedAt() {
    return clock.startedAt();
  }

  /** Connections that were ever accepted. */
  public long accepted() {
    return connections.accepted();
  }

  /** From now on, for those who are connected as well; {@link RtspFault#NONE} ends it. */
  public void fault(RtspFault wanted) {
    fault = wanted;
  }

  /** Sets the clock that its sender reports tell, as a time server might, so far ahead. */
  public void setClock(Duration ahead) {
    clockSkew = ahead;
  }

  Duration clockSkew() {
    return clockSkew;
  }

  /**
   * Shows another clip from its next key picture on, in the connections there are as well: as if
   * somebody had changed the camera's settings.
   *
   * @param other as many pictures a second; the size may be another
   */
  public void show(H264Clip other) {
    if (other.fps() != clip.fps()) {
      throw new IllegalArgumentException(
          "a clip of %s pictures a second, expected %s as before"
              .formatted(other.fps(), clip.fps()));
    }
    clip = other;
  }

  H264Clip clip() {
    return clip;
  }

  RtspFault fault() {
    return fault;
  }

  RtspSettings settings() {
    return settings;
  }

  LiveClock clock() {
    return clock;
  }

  Thread startThread(String role, Runnable task) {
    return connections.start(role, task);
  }

  /** Cuts the connections there are; new ones are accepted. */
  public void cut() {
    connections.cut();
  }

  /** Cuts all connections and stops listening; no thread is left. */
  @Override
  public void close() {
    connections.close();
  }
}
