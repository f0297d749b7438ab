package dev.vocostream.job.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way in with a name and a password, and the way out. */
final class LogIn {
  static final String PAGE = "/login";

  private static final String WAY_OUT = "/api/session";

  private static final Logger LOG = LoggerFactory.getLogger(LogIn.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Passwords passwords;
  private final Access access;
  private final Site site;

  LogIn(Passwords passwords, Access access, Site site) {
    this.passwords = passwords;
    this.access = access;
    this.site = site;
  }

  /** All routes, if those others need a session; the files of the form do no more. */
  List<Route> before(List<Route> others) {
    List<Route> routes = new ArrayList<>();
    for (String path : PageFiles.OF_THE_LOGIN) {
      routes.add(Route.open("GET", path, (to, none) -> PageFiles.send(to, path)));
    }
    routes.add(Route.open("POST", "/api/login", (to, none) -> enter(to)));
    routes.add(new Route("DELETE", WAY_OUT, Role.VIEW, this::leave));
    others.stream()
        .filter(route -> !PageFiles.OF_THE_LOGIN.contains(route.path()))
        .forEach(routes::add);
    return routes;
  }

  /** Never limited: nobody has to stay in for a minute. */
  static boolean isWayOut(Route route) {
    return route.isFor("DELETE", WAY_OUT);
  }

  private void enter(HttpExchange exchange) throws IOException {
    JsonNode json = read(Routes.body(exchange));
    String name = json.path("name").asText("");
    String password = json.path("password").asText("");
    if (!fits(name, User.LONGEST_NAME) || !fits(password, User.MOST_LETTERS)) {
      throw new BadRequest(400, "expected a name and a password");
    }
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    Optional<User> user = passwords.look(name, password.toCharArray(), from);
    if (user.isEmpty()) {
      // Not the name: people type passwords there.
      LOG.info("console: a wrong name or password from {}", from);
      throw new BadRequest(401, "wrong name or password");
    }
    access.end(site.session(exchange));
    LOG.info("console: {} let in from {} to {}", user.get().name(), from, user.get().role());
    site.keep(exchange, access.open(user.get()).id());
    Reply.json(exchange, 200, "{}");
  }

  private static boolean fits(String text, int most) {
    return !text.isEmpty() && text.length() <= most;
  }

  private void leave(HttpExchange exchange, Access.Session session) throws IOException {
    access.end(session.id());
    site.forget(exchange);
    Reply.json(exchange, 200, "{}");
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new BadRequest(400, "expected a name and a password");
    }
  }
}
