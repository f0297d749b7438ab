package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.LoopbackProxy.Failure;
import dev.vocostream.operators.gate.LoopbackProxy.Failure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/** One connection through the proxy. Closing its sockets is what ends its threads. */
final class ProxyConnection {
  private static final String NO_MEDIA_HERE =
      ": it sends no media in its RTSP connection (461); it will be asked for datagrams";

  private static final Watch NOBODY = (bytes, count) -> {};

  /** Sees what passes, and may end it. */
  private interface Watch {
    void see(byte[] bytes, int count) throws IOException;
  }

  private final Socket client;
  private final Socket raw = new Socket();
  private final CheckedUrl target;
  private final ProxySettings settings;
  private final ByteRate rate;
  private volatile RtspDatagrams datagrams; // null: there are none, or none yet
  private volatile long movedAt = System.nanoTime();
  private volatile boolean ended;
  private Thread thread;

  /**
   * @param rate of all connections of the camera
   */
  ProxyConnection(Socket client, CheckedUrl target, ProxySettings settings, ByteRate rate) {
    this.client = client;
    this.target = target;
    this.settings = settings;
    this.rate = rate;
  }

  /**
   * @param failed told why, if it does not end well
   */
  void start(Dialer dialer, Consumer<Failure> failed) {
    thread =
        LoopbackProxy.thread(
            "down",
            () -> {
              try {
                run(dialer, failed);
              } catch (IOException e) {
                failed.accept(new Failure(e.getMessage(), Kind.CONNECTION));
              } finally {
                close();
                ended = true;
              }
            });
    thread.start();
  }

  private void run(Dialer dialer, Consumer<Failure> failed) throws IOException {
    client.setTcpNoDelay(true);
    Socket camera = dialer.connect(raw, target);
    if (settings.datagrams() && target.url().scheme() == Scheme.RTSP) {
      datagrams = new RtspDatagrams(client, camera, target.ip(), this::moved);
    }
    Thread up = LoopbackProxy.thread("up", () -> copyUp(camera));
    up.start();
    try {
      copyDown(camera, failed);
    } catch (RedirectDetector.RedirectException e) {
      String why =
          "%s: it answers with a redirect, which is not followed; configure the camera's final url"
              .formatted(target.url());
      failed.accept(new Failure(why, Kind.REDIRECT));
      close();
    } catch (IOException e) {
      close(); // ended by either side or by us: nothing is left to copy the other way
    }
    joinUninterruptibly(up);
    if (datagrams != null) {
      datagrams.close();
      datagrams.join();
    }
  }

  /** Whether media came by datagrams. */
  boolean hasDatagrams() {
    return datagrams != null && datagrams.hasMedia();
  }

  /** Whatever ends the way to the camera ends the connection, save that the client has said all. */
  private void copyUp(Socket camera) {
    try {
      if (datagrams != null) {
        datagrams.up();
      } else {
        copy(client.getInputStream(), camera.getOutputStream(), NOBODY);
      }
      camera.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  private void copyRtsp(Socket camera, Consumer<Failure> failed) throws IOException {
    RedirectDetector detector = new RedirectDetector();
    copy(
        camera.getInputStream(),
        client.getOutputStream(),
        (bytes, count) -> {
          detector.see(bytes, count);
          if (detector.isTransportRefused()) {
            failed.accept(new Failure(target.url() + NO_MEDIA_HERE, Kind.TRANSPORT));
          }
        });
  }

  private void copyDown(Socket camera, Consumer<Failure> failed) throws IOException {
    if (datagrams != null) {
      datagrams.down();
    } else if (target.url().scheme().plain() == Scheme.RTSP) {
      copyRtsp(camera, failed);
    } else {
      copy(camera.getInputStream(), client.getOutputStream(), NOBODY);
    }
    client.shutdownOutput();
  }

  /**
   * @param watch sees all bytes before they go on
   */
  private void copy(InputStream in, OutputStream out, Watch watch) throws IOException {
    GatheringInput pieces = new GatheringInput(in, settings.gathering());
    for (int read = pieces.read(); read >= 0; read = pieces.read()) {
      watch.see(pieces.buffer(), read);
      out.write(pieces.buffer(), 0, read);
      out.flush();
      moved(read);
    }
  }

  private void moved(int bytes) {
    movedAt = System.nanoTime();
    rate.passed(bytes);
  }

  /** Its sockets are closed; its thread may still be about to end. */
  boolean isEnded() {
    return ended;
  }

  /** Nothing of it is left. */
  boolean isGone() {
    return !thread.isAlive();
  }

  void closeIfIdle(Duration limit) {
    if (System.nanoTime() - movedAt > limit.toNanos()) {
      close();
    }
  }

  /** The socket below TLS is closed: a farewell could wait for a camera that no longer reads. */
  void close() {
    closeQuietly(raw);
    closeQuietly(client);
    if (datagrams != null) {
      datagrams.close();
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone, which is what was wanted
    }
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** Nobody interrupts these threads; their sockets are closed. */
  static void joinUninterruptibly(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
