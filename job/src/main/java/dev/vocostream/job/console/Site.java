package dev.vocostream.job.console;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;

/**
 * What the console is known by: names, and the cookie that holds a session's id.
 *
 * @param origins of the page, under each name
 * @param cookie its name but a prefix; cookies are of a host, whatever the port: those of two
 *     consoles must not be the same
 */
record Site(Map<String, String> origins, String cookie) {
  /** With it browsers take no cookie that another host of the domain has set, or one in clear. */
  private static final String OF_THIS_HOST = "__Host-";

  static Site of(Map<String, String> origins, int port) {
    return new Site(origins, "voco-console-" + port);
  }

  /**
   * The origin of the page that this request may come from.
   *
   * @throws BadRequest for a foreign name that resolves to this machine
   */
  String origin(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    String origin = host == null ? null : origins.get(host);
    if (origin == null) {
      throw new BadRequest(403, "this console is not known by that name");
    }
    return origin;
  }

  /** The id of the session that the request is of; null if it names none. */
  String session(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Cookie");
    String name = name(isSecure(exchange));
    for (String each : header == null ? new String[0] : header.split(";")) {
      String[] pair = each.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(name)) {
        return pair[1];
      }
    }
    return null;
  }

  /** To be sent back for as long as a session lasts. */
  void keep(HttpExchange exchange, String session) {
    set(exchange, session, Access.SESSION.toSeconds());
  }

  void forget(HttpExchange exchange) {
    set(exchange, "", 0);
  }

  private void set(HttpExchange exchange, String session, long seconds) {
    boolean secure = isSecure(exchange);
    String value =
        "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
            .formatted(name(secure), session, seconds, secure ? "; Secure" : "");
    exchange.getResponseHeaders().set("Set-Cookie", value);
  }

  private boolean isSecure(HttpExchange exchange) {
    return origin(exchange).startsWith("https:");
  }

  private String name(boolean secure) {
    return secure ? OF_THIS_HOST + cookie : cookie;
  }
}
