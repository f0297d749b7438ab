package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;

/**
 * A URL that has been taken apart, credentials apart from the rest. Prints as scheme, host and port
 * only: cameras take passwords in paths and queries too. Deliberately not serializable, as a secret
 * must not come into state.
 */
public final class CameraUrl {
  private final Scheme scheme;
  private final String host;
  private final int port;
  private final String path;
  private final String query;
  private final Credentials credentials;

  /** The parts are checked: {@link UrlParser} calls this. */
  CameraUrl(Scheme scheme, HostPort where, String path, String query, Credentials credentials) {
    this.scheme = scheme;
    this.host = where.host();
    this.port = where.port();
    this.path = path;
    this.query = query;
    this.credentials = credentials;
  }

  /**
   * @param host in lower case, IPv6 without brackets
   */
  record HostPort(String host, int port) {}

  /**
   * Takes a URL apart and checks its text. Its addresses are the {@link Gate}'s affair.
   *
   * @throws BlockedUrlException if programs could read it in more than one way, or its scheme is
   *     not allowed
   */
  public static CameraUrl parse(String text, GateSettings settings) throws BlockedUrlException {
    return new UrlParser(settings).parse(text);
  }

  public Scheme scheme() {
    return scheme;
  }

  /** A name or an address in lower case, IPv6 without brackets. */
  public String host() {
    return host;
  }

  /** Given or the scheme's. */
  public int port() {
    return port;
  }

  /** As written, percent-encoded. */
  public String path() {
    return path;
  }

  /** As written, percent-encoded. */
  public Optional<String> query() {
    return Optional.ofNullable(query);
  }

  public Optional<Credentials> credentials() {
    return Optional.ofNullable(credentials);
  }

  /** The host if it is an address, which nobody has to resolve. */
  Optional<InetAddress> literal() {
    return IpLiteral.parse(host);
  }

  /** Path and query, as they stand in a request; never empty. */
  String requestTarget() {
    return (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  /** Host and port as in HTTP's {@code Host}: what a server behind the proxy must be told. */
  public String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == scheme.defaultPort() ? name : name + ":" + port;
  }

  /** The same resource without TLS on a port of this machine; without credentials. */
  URI onLoopback(int localPort) {
    String target = path + (query == null ? "" : "?" + query);
    return URI.create("%s://127.0.0.1:%d%s".formatted(scheme.plain().text(), localPort, target));
  }

  /**
   * What a reference in a document of this URL, a redirect or a playlist, leads to. Credentials go
   * along to the same scheme, host and port only.
   *
   * @throws BlockedUrlException also if it leaves https, or for another port; from http to https
   *     both ports may be the schemes' own
   */
  CameraUrl follow(String reference, GateSettings settings) throws BlockedUrlException {
    UrlParser parser = new UrlParser(settings);
    CameraUrl to = target(parser, reference);
    if (!to.scheme.isHttp()) {
      throw new BlockedUrlException(
          Reason.SCHEME_NOT_ENABLED,
          "%s leads to scheme %s, only http and https are followed"
              .formatted(this, to.scheme.text()));
    }
    if (to.credentials != null) {
      throw new BlockedUrlException(
          Reason.USER_INFO, this + " leads to a URL with a user, only without one is followed");
    }
    if (scheme == Scheme.HTTPS && to.scheme == Scheme.HTTP) {
      throw new BlockedUrlException(
          Reason.DOWNGRADE, "%s leads to %s, which gives up TLS".formatted(this, to));
    }
    boolean bothDefault = port == scheme.defaultPort() && to.port == to.scheme.defaultPort();
    if (to.port != port && !bothDefault) {
      throw new BlockedUrlException(
          Reason.OTHER_PORT, "%s leads to %s, port %d expected".formatted(this, to, port));
    }
    return isSameOrigin(to) ? to.with(credentials) : to;
  }

  private CameraUrl target(UrlParser parser, String reference) throws BlockedUrlException {
    try {
      return parser.parse(parser.resolve(withoutCredentials(), reference));
    } catch (BlockedUrlException e) {
      throw new BlockedUrlException(
          e.reason(), "%s leads to what is not followed: %s".formatted(this, e.getMessage()));
    }
  }

  /** Whether both name the same resource. */
  boolean isSameAs(CameraUrl other) {
    return isSameOrigin(other) && requestTarget().equals(other.requestTarget());
  }

  private boolean isSameOrigin(CameraUrl other) {
    return scheme == other.scheme && host.equals(other.host) && port == other.port;
  }

  CameraUrl with(Credentials those) {
    return new CameraUrl(scheme, new HostPort(host, port), path, query, those);
  }

  private URI withoutCredentials() {
    return URI.create(scheme.text() + "://" + authority() + requestTarget());
  }

  @Override
  public String toString() {
    String rest = path.length() > 1 || query != null ? "/…" : "";
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "%s://%s:%d%s".formatted(scheme.text(), name, port, rest);
  }
}
