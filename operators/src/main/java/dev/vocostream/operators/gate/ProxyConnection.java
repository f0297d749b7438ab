package dev.vocostream.operators.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One connection through the proxy. Closing its sockets is what ends its threads. */
final class ProxyConnection {
  private static final int BUFFER = 16 * 1024;

  /** A picture comes in a dozen packets at once, which cost more one by one than together. */
  private static final long GATHERING_NANOS = 1_000_000;

  private final Socket client;
  private final Socket raw = new Socket();
  private final CheckedUrl target;
  private volatile long movedAt = System.nanoTime();
  private volatile boolean ended;
  private Thread thread;

  ProxyConnection(Socket client, CheckedUrl target) {
    this.client = client;
    this.target = target;
  }

  /**
   * @param failed told why, if it does not end well
   */
  void start(Dialer dialer, Consumer<LoopbackProxy.Failure> failed) {
    thread =
        LoopbackProxy.thread(
            "down",
            () -> {
              try {
                run(dialer, failed);
              } catch (IOException e) {
                failed.accept(new LoopbackProxy.Failure(e.getMessage(), false));
              } finally {
                close();
                ended = true;
              }
            });
    thread.start();
  }

  private void run(Dialer dialer, Consumer<LoopbackProxy.Failure> failed) throws IOException {
    client.setTcpNoDelay(true);
    Socket camera = dialer.connect(raw, target);
    Thread up = LoopbackProxy.thread("up", () -> copyUp(camera));
    up.start();
    try {
      copyDown(camera);
    } catch (RedirectDetector.RedirectException e) {
      String why =
          "%s: it answers with a redirect, which is not followed; configure the camera's final url"
              .formatted(target.url());
      failed.accept(new LoopbackProxy.Failure(why, true));
      close();
    } catch (IOException e) {
      close(); // ended by either side or by us: nothing is left to copy the other way
    }
    joinUninterruptibly(up);
  }

  /** Whatever ends the way to the camera ends the connection, save that the client has said all. */
  private void copyUp(Socket camera) {
    try {
      copy(client.getInputStream(), camera.getOutputStream(), null);
      camera.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  private void copyDown(Socket camera) throws IOException {
    boolean rtsp = target.url().scheme().plain() == Scheme.RTSP;
    copy(camera.getInputStream(), client.getOutputStream(), rtsp ? new RedirectDetector() : null);
    client.shutdownOutput();
  }

  /**
   * @param detector sees all bytes before they go on; null: nobody does
   */
  private void copy(InputStream in, OutputStream out, RedirectDetector detector)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = gather(in, buffer); read >= 0; read = gather(in, buffer)) {
      if (detector != null) {
        detector.see(buffer, read);
      }
      out.write(buffer, 0, read);
      out.flush();
      movedAt = System.nanoTime();
    }
  }

  /** What there is, and what comes within a millisecond. */
  private static int gather(InputStream in, byte[] buffer) throws IOException {
    int read = in.read(buffer);
    if (read < 0 || read == buffer.length) {
      return read;
    }
    LockSupport.parkNanos(GATHERING_NANOS);
    int more = Math.min(in.available(), buffer.length - read);
    return more == 0 ? read : read + Math.max(0, in.read(buffer, read, more));
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
  private static void joinUninterruptibly(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
