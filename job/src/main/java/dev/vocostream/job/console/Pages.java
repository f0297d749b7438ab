package dev.vocostream.job.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.vocostream.job.console.Access.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who gets to a route, and who does not. Nothing is open but the way in; nothing of a failure
 * leaves but that there was one.
 */
final class Pages implements HttpHandler {
  static final String CSRF = "X-Voco-Csrf";
  static final int WRONG_LINKS_PER_MINUTE = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final String WAY_IN = "token=";

  private final Access access;
  private final List<Route> routes;
  private final List<String> hosts;
  private final String cookie;
  private final RateLimit wrongLinks = new RateLimit(WRONG_LINKS_PER_MINUTE);

  Pages(Access access, List<Route> routes, int port) {
    this.access = access;
    this.routes = routes;
    this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
    // Cookies are of a host, whatever the port: those of two consoles must not be the same.
    this.cookie = "voco-console-" + port;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    // Closed without having been asked for its body, an exchange ends its connection, too.
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      secure(exchange.getResponseHeaders());
      serve(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException, InterruptedException {
    try {
      // A foreign name that resolves to this machine must not get at it.
      if (!hosts.contains(exchange.getRequestHeaders().getFirst("Host"))) {
        throw new BadRequest(403, "this console is not known by that name");
      }
      route(exchange);
    } catch (BadRequest bad) {
      Reply.words(exchange, bad.status(), bad.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("console: a request failed", e);
      if (exchange.getResponseCode() < 0) {
        Reply.words(exchange, 500, "that did not work; the log says why");
      }
    }
  }

  private static void secure(Headers headers) {
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
            + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private void route(HttpExchange exchange) throws IOException, InterruptedException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    if (method.equals("GET") && path.equals("/") && query != null && query.startsWith(WAY_IN)) {
      logIn(exchange, query.substring(WAY_IN.length()));
      return;
    }
    Session session =
        access
            .session(sessionId(exchange))
            .orElseThrow(() -> new BadRequest(401, "open the link that the console printed"));
    Route route =
        routes.stream()
            .filter(each -> each.isFor(method, path))
            .findFirst()
            .orElseThrow(() -> new BadRequest(404, "there is nothing here"));
    check(exchange, session, route);
    route.handler().handle(exchange, session);
  }

  private static void check(HttpExchange exchange, Session session, Route route) {
    if (!session.role().mayDoWhat(route.least())) {
      throw new BadRequest(403, "your link is for less than that");
    }
    if (!route.isChange()) {
      return;
    }
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    if ((origin != null && !origin.equals("http://" + headers.getFirst("Host")))
        || !Access.same(session.csrf(), headers.getFirst(CSRF))) {
      throw new BadRequest(403, "this did not come from the console's page; load it again");
    }
    // What a form of another page can send is never JSON.
    if (!"application/json".equals(headers.getFirst("Content-Type"))) {
      throw new BadRequest(415, "expected Content-Type: application/json");
    }
    if (!session.changes().allows(System.currentTimeMillis())) {
      throw new BadRequest(429, "that was too much; wait a minute");
    }
  }

  /** The right token is good however many wrong ones came: nobody is kept out by guesses. */
  private void logIn(HttpExchange exchange, String token) throws IOException {
    Optional<Session> session = access.redeem(token);
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    if (session.isPresent()) {
      LOG.info("console: {} let in from {}", session.get().role(), from);
      Headers headers = exchange.getResponseHeaders();
      headers.set(
          "Set-Cookie",
          "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d"
              .formatted(cookie, session.get().id(), Access.SESSION.toSeconds()));
      headers.set("Location", "/");
      exchange.sendResponseHeaders(303, -1);
    } else if (wrongLinks.allows(System.currentTimeMillis())) {
      LOG.info("console: a wrong link from {}", from);
      throw new BadRequest(401, "this link was used before or is not of this console");
    } else {
      throw new BadRequest(429, "too many tries; wait a minute");
    }
  }

  private String sessionId(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Cookie");
    for (String each : header == null ? new String[0] : header.split(";")) {
      String[] pair = each.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(cookie)) {
        return pair[1];
      }
    }
    return null;
  }
}
