package dev.vocostream.job.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.vocostream.job.console.Access.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** What browsers say of the console's own page, and of an address that a person has typed. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Access access;
  private final List<Route> routes;
  private final Site site;
  private final boolean login;
  private final RateLimit wrongLinks = new RateLimit(WRONG_LINKS_PER_MINUTE);

  Pages(Access access, List<Route> routes, Site site) {
    this.access = access;
    this.routes = routes;
    this.site = site;
    this.login = routes.stream().anyMatch(route -> route.isFor("GET", LogIn.PAGE));
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
      route(exchange, site.origin(exchange));
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

  private void route(HttpExchange exchange, String origin)
      throws IOException, InterruptedException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    boolean isPage = method.equals("GET") && path.equals("/");
    if (isPage && query != null && query.startsWith(WAY_IN)) {
      redeem(exchange, query.substring(WAY_IN.length()));
      return;
    }
    Optional<Route> route = routes.stream().filter(each -> each.isFor(method, path)).findFirst();
    Optional<Session> session = access.session(site.session(exchange));
    if (route.isPresent() && route.get().isOpen()) {
      checkSource(exchange, route.get(), origin);
      checkType(exchange, route.get());
      route.get().handler().handle(exchange, null);
    } else if (session.isPresent()) {
      Route found = route.orElseThrow(() -> new BadRequest(404, "there is nothing here"));
      check(exchange, session.get(), found, origin);
      found.handler().handle(exchange, session.get());
    } else if (isPage && login) {
      goTo(exchange, LogIn.PAGE);
    } else {
      throw new BadRequest(401, login ? "log in first" : "open the link that the console printed");
    }
  }

  private static void check(HttpExchange exchange, Session session, Route route, String origin) {
    checkSource(exchange, route, origin);
    if (!session.role().mayDoWhat(route.least())) {
      throw new BadRequest(403, "you may not do that: it takes " + route.least());
    }
    if (!route.isChange()) {
      return;
    }
    if (!Access.same(session.csrf(), exchange.getRequestHeaders().getFirst(CSRF))) {
      throw foreign();
    }
    checkType(exchange, route);
    if (!LogIn.isWayOut(route) && !session.changes().allows(System.currentTimeMillis())) {
      throw new BadRequest(429, "that was too much; wait a minute");
    }
  }

  /**
   * Nothing is for pages of other sites, which may send the cookie along from another port of the
   * same machine; they may lead here only. Browsers alone say where they come from.
   */
  private static void checkSource(HttpExchange exchange, Route route, String origin) {
    Headers headers = exchange.getRequestHeaders();
    String from = headers.getFirst("Origin");
    String site = headers.getFirst("Sec-Fetch-Site");
    boolean isOwn = site == null || OWN_SITES.contains(site) || PageFiles.isPage(route.path());
    if ((from != null && !from.equals(origin)) || !isOwn) {
      throw foreign();
    }
  }

  /** What a form of another page can send is never JSON. */
  private static void checkType(HttpExchange exchange, Route route) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (route.isChange() && !"application/json".equals(type)) {
      throw new BadRequest(415, "expected Content-Type: application/json");
    }
  }

  private static BadRequest foreign() {
    return new BadRequest(403, "this did not come from the console's page; load it again");
  }

  private static void goTo(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Location", path);
    exchange.sendResponseHeaders(303, -1);
  }

  /** The right token is good however many wrong ones came: nobody is kept out by guesses. */
  private void redeem(HttpExchange exchange, String token) throws IOException {
    Optional<Session> session = access.redeem(token);
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    if (session.isPresent()) {
      access.end(site.session(exchange));
      LOG.info("console: {} let in from {}", session.get().role(), from);
      site.keep(exchange, session.get().id());
      goTo(exchange, "/");
    } else if (wrongLinks.allows(System.currentTimeMillis())) {
      LOG.info("console: a wrong link from {}", from);
      throw new BadRequest(401, "this link was used before or is not of this console");
    } else {
      throw new BadRequest(429, "too many tries; wait a minute");
    }
  }
}
