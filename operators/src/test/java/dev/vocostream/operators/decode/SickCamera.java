package dev.vocostream.operators.decode;

import dev.vocostream.operators.simulated.FaultProxy;
import dev.vocostream.operators.simulated.H264Clip;
import dev.vocostream.operators.simulated.ProxyFault;
import dev.vocostream.operators.simulated.RtspFault;
import dev.vocostream.operators.simulated.RtspServer;
import dev.vocostream.operators.simulated.RtspSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A camera with a name and a bad line, which can be made sick and well. */
final class SickCamera implements AutoCloseable {
  private final String id;
  private final H264Clip clip;
  private final H264Clip other;
  private final FaultProxy line;
  private RtspServer server;
  private volatile boolean nameLost;
  private volatile CountDownLatch nameHangs = new CountDownLatch(0);

  /**
   * @param other what it shows after its settings were changed
   */
  SickCamera(String id, H264Clip clip, H264Clip other) throws IOException {
    this.id = id;
    this.clip = clip;
    this.other = other;
    this.server = RtspServer.start(RtspSettings.of(clip));
    this.line = FaultProxy.to(server.port());
  }

  String id() {
    return id;
  }

  String host() {
    return id + ".example";
  }

  String url() {
    return "rtsp://%s:%d/live".formatted(host(), line.port());
  }

  /** What its name leads to, as far as somebody can say. */
  List<InetAddress> addresses() throws UnknownHostException {
    try {
      nameHangs.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (nameLost) {
      throw new UnknownHostException(host());
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  void link(ProxyFault fault) throws IOException {
    line.fault(fault);
  }

  void fault(RtspFault fault) {
    server.fault(fault);
  }

  void cut() {
    line.cut();
  }

  void silence() throws IOException {
    line.fault(ProxyFault.of(ProxyFault.Kind.SILENT));
    line.cut();
  }

  void redirect() {
    server.fault(RtspFault.redirect("rtsp://127.0.0.1:%d/elsewhere".formatted(line.port())));
    cut();
  }

  void showOther() {
    server.show(other);
  }

  /** It is away from now on. */
  void restart() {
    server.close();
  }

  void loseName() {
    nameLost = true;
    cut();
  }

  void hangName() {
    nameHangs = new CountDownLatch(1);
    cut();
  }

  void heal() throws IOException {
    int port = server.port();
    line.fault(ProxyFault.NONE);
    server.fault(RtspFault.NONE);
    server.close(); // whatever was on its way, and a stream that came out of step
    server = RtspServer.start(RtspSettings.of(clip).withPort(port));
    nameLost = false;
    nameHangs.countDown();
  }

  @Override
  public void close() {
    nameHangs.countDown();
    line.close();
    server.close();
  }
}
