package dev.vocostream.operators.simulated;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A simulated RTSP camera: RTSP 1.0 with RTP inside its connection or over UDP, H.264, for as many
 * clients as come. All of them see the same picture at the same time, from the next key picture on.
 * It understands what FFmpeg, GStreamer and VLC say; it is no server for strangers.
 */
public final class RtspServer implements AutoCloseable {
  // -- configuration
  private final RtspSettings settings;

  // -- runtime
  private final LiveClock clock;
  private final Connections connections;
  private volatile RtspFault fault = RtspFault.NONE;

  private RtspServer(RtspSettings settings) throws IOException {
    this.settings = settings;
    this.clock = new LiveClock(settings.clip().fps());
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
