package dev.vocostream.operators.gate;

import static dev.vocostream.operators.gate.UrlParser.blocked;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.CameraUrl.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** What stands between {@code //} and the path. */
final class AuthorityParser {
  private static final int MAX_PORT = 65535;

  /** RFC 1123, and no underscores: Java's own parser and certificates know none. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  private AuthorityParser() {}

  /**
   * @param text without the '@'
   */
  static Credentials userInfo(String text) throws BlockedUrlException {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    if (user.isEmpty() || colon != text.lastIndexOf(':')) {
      throw blocked(
          Reason.USER_INFO,
          "has no user before the '@' or more than one ':' there, expected user:password; write"
              + " ':' in a password as %3A");
    }
    String password = colon < 0 ? "" : text.substring(colon + 1);
    return new Credentials(decoded(user), decoded(password));
  }

  /** Unlike in forms, a plus sign is a plus sign. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  static HostPort hostPort(String text, Scheme scheme) throws BlockedUrlException {
    int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
    if (hostEnd < 0) {
      hostEnd = text.length();
    }
    String host = host(text.substring(0, hostEnd).toLowerCase(Locale.ROOT));
    return new HostPort(host, port(text.substring(hostEnd), scheme));
  }

  private static String host(String text) throws BlockedUrlException {
    if (text.startsWith("[")) {
      String literal = text.substring(1, text.length() - 1);
      if (!literal.contains(":") || IpLiteral.parse(literal).isEmpty()) {
        throw blocked(
            Reason.HOST, "has no IPv6 address in its brackets, expected one without a zone");
      }
      return literal;
    }
    if (IpLiteral.parse(text).isPresent()) {
      return text;
    }
    if (IpLiteral.looksNumeric(text)) {
      throw blocked(
          Reason.ODD_ADDRESS,
          "has a host that ends in a number, expected four decimal numbers without leading zeros,"
              + " as 10.0.0.7");
    }
    if (!NAME.matcher(text).matches()) {
      throw blocked(
          Reason.HOST,
          "has a host that is no name, expected letters, digits, dots and hyphens, without a dot"
              + " at the end");
    }
    return text;
  }

  /**
   * @param text with its colon, or empty
   */
  private static int port(String text, Scheme scheme) throws BlockedUrlException {
    if (text.isEmpty() && scheme.defaultPort() > 0) {
      return scheme.defaultPort();
    }
    if (text.matches(":[1-9][0-9]{0,4}")) {
      int port = Integer.parseInt(text.substring(1));
      if (port <= MAX_PORT) {
        return port;
      }
    }
    throw blocked(
        Reason.PORT,
        "has no valid port, expected 1 to %d without leading zeros, scheme %s %s"
            .formatted(
                MAX_PORT,
                scheme.text(),
                scheme.defaultPort() > 0 ? "has " + scheme.defaultPort() : "needs one"));
  }
}
