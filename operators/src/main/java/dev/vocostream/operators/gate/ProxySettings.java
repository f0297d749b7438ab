package dev.vocostream.operators.gate;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How a camera's proxy behaves.
 *
 * @param connectLimit for a connection, and again for TLS
 * @param idleLimit a connection on which no byte moves either way for so long is closed
 * @param maxConnections at once; further ones are closed as soon as they come
 * @param tls whose trust store decides about certificates
 * @param datagrams whether an RTSP camera sends its media in datagrams; to the client it looks as
 *     if it came in the connection
 * @param gathering how long media may wait for more, so that it passes in fewer pieces
 * @param bytesPerSecond of all connections together, both ways; what comes faster waits
 */
public record ProxySettings(
    Duration connectLimit,
    Duration idleLimit,
    int maxConnections,
    SSLContext tls,
    boolean datagrams,
    Duration gathering,
    long bytesPerSecond) {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  /** A hundred megabits, five times what a 4K camera sends. */
  public static final long BYTES_PER_SECOND = 12L << 20;

  public ProxySettings {
    if (idleLimit.toMillis() < 1 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "idle limit and most connections must be positive, were %s and %d"
              .formatted(idleLimit, maxConnections));
    }
  }

  /** Media comes in the connection. */
  public ProxySettings(
      Duration connectLimit, Duration idleLimit, int maxConnections, SSLContext tls) {
    this(connectLimit, idleLimit, maxConnections, tls, false, AT_ONCE, BYTES_PER_SECOND);
  }

  /** The same, but for who is trusted. */
  public ProxySettings withTls(SSLContext trusting) {
    return new ProxySettings(
        connectLimit, idleLimit, maxConnections, trusting, datagrams, gathering, bytesPerSecond);
  }

  /** The same, but for how long media may wait. */
  public ProxySettings withGathering(Duration limit) {
    return new ProxySettings(
        connectLimit, idleLimit, maxConnections, tls, datagrams, limit, bytesPerSecond);
  }

  /** The same, but for how media comes. */
  public ProxySettings withDatagrams(boolean wanted) {
    return new ProxySettings(
        connectLimit, idleLimit, maxConnections, tls, wanted, gathering, bytesPerSecond);
  }

  /** The same, but for the patience with what is idle. */
  public ProxySettings withIdleLimit(Duration limit) {
    return new ProxySettings(
        connectLimit, limit, maxConnections, tls, datagrams, gathering, bytesPerSecond);
  }

  /** The same, but for how much a camera may send. */
  public ProxySettings withBytesPerSecond(long most) {
    return new ProxySettings(
        connectLimit, idleLimit, maxConnections, tls, datagrams, gathering, most);
  }

  /** 5 s to connect, 20 s idle, four connections, Java's trust store. */
  public static ProxySettings defaults() {
    try {
      return new ProxySettings(
          Duration.ofSeconds(5), Duration.ofSeconds(20), 4, SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no default TLS context", e);
    }
  }
}
