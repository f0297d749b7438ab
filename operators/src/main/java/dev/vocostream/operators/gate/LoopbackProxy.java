package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.LoopbackProxy.Failure.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of this machine behind which one camera is, and nothing else: what FFmpeg is given instead
 * of the camera's URL. Bytes are copied as they are; TLS is checked and ends here. A server that
 * sends RTSP elsewhere is cut off, as FFmpeg would follow past this proxy.
 *
 * <p>Threads: one accepts, and closes what is idle; two a connection copy. None outlives {@link
 * #close()}.
 */
public final class LoopbackProxy implements AutoCloseable {
  static final String THREAD_NAME = "camera-proxy-";

  /** Out of file handles, accepting fails at once and again. */
  private static final long PAUSE_NANOS = 100_000_000;

  // -- configuration
  private final CheckedUrl target;
  private final ProxySettings settings;
  private final Dialer dialer;
  private final ByteRate rate;

  // -- runtime
  private final ServerSocket server;
  private final Set<ProxyConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicReference<Failure> failure = new AtomicReference<>();
  private final AtomicLong refused = new AtomicLong();
  private final Thread acceptor;
  private volatile boolean datagramsCame;
  private volatile boolean closed;

  /**
   * Listens at once, dials when somebody connects.
   *
   * @throws BlockedUrlException for schemes that are not one TCP connection
   * @throws IOException if no port can be had
   */
  public static LoopbackProxy open(CheckedUrl target, ProxySettings settings)
      throws BlockedUrlException, IOException {
    if (!target.url().scheme().isTcp()) {
      throw new BlockedUrlException(
          Reason.SCHEME_NOT_ENABLED,
          "%s is not one TCP connection, rtsp, rtmp or http expected here".formatted(target.url()));
    }
    LoopbackProxy proxy = new LoopbackProxy(target, settings);
    proxy.acceptor.start();
    return proxy;
  }

  private LoopbackProxy(CheckedUrl target, ProxySettings settings) throws IOException {
    this.target = target;
    this.settings = settings;
    this.dialer = new Dialer(settings.tls(), settings.connectLimit());
    this.rate = new ByteRate(settings.bytesPerSecond());
    this.server = new ServerSocket(0, 16, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Duration tick = settings.idleLimit().dividedBy(4);
    server.setSoTimeout((int) Math.max(1, Math.min(1000, tick.toMillis())));
    this.acceptor = thread("accept", this::accept);
  }

  /** What to open instead: plain scheme, loopback and port, path and query; no credentials. */
  public URI localUrl() {
    return target.url().onLoopback(server.getLocalPort());
  }

  /** Why the newest connection that failed did so; without credentials. */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(failure.get()).map(Failure::text);
  }

  /** Whether that was because the camera sent its client elsewhere. */
  public boolean isRedirected() {
    return isOf(Kind.REDIRECT);
  }

  /** Whether that was because the camera sends no media in its connection. */
  public boolean isTransportRefused() {
    return isOf(Kind.TRANSPORT);
  }

  /** Whether media came in datagrams, in any connection. */
  public boolean hasDatagrams() {
    return datagramsCame || connections.stream().anyMatch(ProxyConnection::hasDatagrams);
  }

  private boolean isOf(Kind kind) {
    Failure newest = failure.get();
    return newest != null && newest.kind() == kind;
  }

  record Failure(String text, Kind kind) {
    enum Kind {
      CONNECTION,
      /** The camera named another URL. */
      REDIRECT,
      /** The camera sends media in another way than was asked for. */
      TRANSPORT
    }
  }

  /** Open now. */
  public int connections() {
    return (int) connections.stream().filter(connection -> !connection.isEnded()).count();
  }

  /** Bytes that had to wait, as the camera sent more than it may. */
  public long heldBack() {
    return rate.held();
  }

  /** How many were closed unheard because there were too many. */
  public long refusedConnections() {
    return refused.get();
  }

  private void accept() {
    while (!closed) {
      try {
        serve(server.accept());
      } catch (SocketTimeoutException e) {
        // time to look for idle ones
      } catch (IOException e) {
        if (!closed) {
          failure.set(
              new Failure(
                  target.url() + ": its proxy cannot accept: " + e.getMessage(), Kind.CONNECTION));
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
      datagramsCame |= connections.stream().anyMatch(ProxyConnection::hasDatagrams);
      connections.removeIf(ProxyConnection::isGone);
      connections.forEach(connection -> connection.closeIfIdle(settings.idleLimit()));
    }
  }

  private void serve(Socket client) {
    if (connections() >= settings.maxConnections()) {
      refused.incrementAndGet();
      ProxyConnection.closeQuietly(client);
      return;
    }
    ProxyConnection connection = new ProxyConnection(client, target, settings, rate);
    connection.start(dialer, failure::set);
    connections.add(connection);
  }

  static Thread thread(String what, Runnable task) {
    Thread thread = new Thread(task, THREAD_NAME + what);
    thread.setDaemon(true);
    return thread;
  }

  /** Closes every connection and waits for the threads. */
  @Override
  public void close() throws IOException {
    closed = true;
    rate.close();
    server.close();
    try {
      acceptor.join();
      for (ProxyConnection connection : connections) {
        connection.close();
        connection.join();
      }
    } catch (InterruptedException e) {
      connections.forEach(ProxyConnection::close);
      Thread.currentThread().interrupt();
    }
  }
}
