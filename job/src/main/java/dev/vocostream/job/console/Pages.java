package dev.vocostream.job.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server answers, and to whom. Nothing of a failure leaves but that there was one. */
final class Pages implements HttpHandler {
  static final String COOKIE = "voco-console";
  static final String CSRF = "X-Voco-Csrf";
  static final int MAX_BODY = 16 * 1024;
  static final int ASKS_PER_MINUTE = 30;
  static final int LOGINS_PER_MINUTE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final long HEARTBEAT_SECONDS = 5;
  private static final Map<String, String> FILES =
      Map.of(
          "/", "text/html; charset=utf-8",
          "/console.css", "text/css; charset=utf-8",
          "/console.js", "text/javascript; charset=utf-8",
          "/cards.js", "text/javascript; charset=utf-8",
          "/items.js", "text/javascript; charset=utf-8",
          "/timeline.js", "text/javascript; charset=utf-8",
          "/words.js", "text/javascript; charset=utf-8",
          "/icon.svg", "image/svg+xml");

  /** Where questions go. */
  interface Questions {
    /**
     * @return whether it was taken
     */
    boolean ask(String id, String json) throws InterruptedException;
  }

  private final Access access;
  private final ConsoleFeed feed;
  private final Questions questions;
  private final List<String> hosts;
  private final RateLimit logins = new RateLimit(LOGINS_PER_MINUTE);
  private final RateLimit asks = new RateLimit(ASKS_PER_MINUTE);

  Pages(Access access, ConsoleFeed feed, Questions questions, int port) {
    this.access = access;
    this.feed = feed;
    this.questions = questions;
    this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      secure(exchange.getResponseHeaders());
      // A foreign name that resolves to this machine must not get at it.
      if (!hosts.contains(exchange.getRequestHeaders().getFirst("Host"))) {
        reply(exchange, 403, "this console is not known by that name");
      } else {
        route(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("console: a request failed", e);
      if (exchange.getResponseCode() < 0) {
        reply(exchange, 500, "that did not work; the log says why");
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
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    boolean get = exchange.getRequestMethod().equals("GET");
    if (get && path.equals("/") && query != null && query.startsWith("token=")) {
      logIn(exchange, query.substring("token=".length()));
      return;
    }
    Optional<Access.Session> session = access.session(cookie(exchange));
    if (session.isEmpty()) {
      reply(exchange, 401, "open the link that the console printed; it is good once");
    } else if (get && FILES.containsKey(path)) {
      file(exchange, path);
    } else if (get && path.equals("/api/session")) {
      json(exchange, 200, "{\"csrf\":\"%s\"}".formatted(session.get().csrf()));
    } else if (get && path.equals("/api/events")) {
      events(exchange);
    } else if (exchange.getRequestMethod().equals("POST") && path.equals("/api/questions")) {
      ask(exchange, session.get());
    } else {
      reply(exchange, 404, "there is nothing here");
    }
  }

  private void logIn(HttpExchange exchange, String token) throws IOException {
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    if (!logins.allows(System.currentTimeMillis())) {
      reply(exchange, 429, "too many tries; wait a minute");
      return;
    }
    Optional<Access.Session> session = access.redeem(token);
    LOG.info("console: login from {} {}", from, session.isPresent() ? "accepted" : "refused");
    if (session.isEmpty()) {
      reply(exchange, 401, "this link was used before or is not of this console");
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set(
        "Set-Cookie", COOKIE + "=" + session.get().id() + "; Path=/; HttpOnly; SameSite=Strict");
    headers.set("Location", "/");
    exchange.sendResponseHeaders(303, -1);
  }

  private void ask(HttpExchange exchange, Access.Session session)
      throws IOException, InterruptedException {
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if ((origin != null && !origin.equals("http://" + headers.getFirst("Host")))
        || !Access.same(session.csrf(), headers.getFirst(CSRF))) {
      reply(exchange, 403, "this did not come from the console's page; load it again");
    } else if (body.length > MAX_BODY) {
      reply(exchange, 413, "that is too long");
    } else if (!asks.allows(System.currentTimeMillis())) {
      reply(exchange, 429, "too many questions; wait a minute");
    } else {
      send(exchange, body);
    }
  }

  private void send(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    try {
      String id = UUID.randomUUID().toString();
      String question = AskedQuestion.read(body).toJson(id, Instant.now());
      boolean taken = questions.ask(id, question);
      LOG.info("console: question {} {}", id, taken ? "sent" : "not sent");
      if (taken) {
        json(exchange, 202, "{\"id\":\"%s\"}".formatted(id));
      } else {
        reply(exchange, 503, "Kafka did not take the question; is the broker running?");
      }
    } catch (IllegalArgumentException e) {
      reply(exchange, 400, e.getMessage());
    }
  }

  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    BlockingQueue<String> reader = feed.read();
    if (reader == null) {
      reply(exchange, 503, "too many pages are open");
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      String event = null;
      while (!ConsoleFeed.END.equals(event)) {
        String lines = event == null ? ": alive\n\n" : "data: " + event + "\n\n";
        out.write(lines.getBytes(StandardCharsets.UTF_8));
        out.flush();
        event = reader.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
      }
    } finally {
      feed.leave(reader);
    }
  }

  private static void file(HttpExchange exchange, String path) throws IOException {
    String name = path.equals("/") ? "/index.html" : path;
    try (InputStream in = Pages.class.getResourceAsStream("/console" + name)) {
      send(exchange, 200, FILES.get(path), in.readAllBytes());
    }
  }

  private static void reply(HttpExchange exchange, int status, String words) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
  }

  private static void json(HttpExchange exchange, int status, String json) throws IOException {
    send(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String cookie(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Cookie");
    for (String each : header == null ? new String[0] : header.split(";")) {
      String[] pair = each.strip().split("=", 2);
      if (pair.length == 2 && pair[0].equals(COOKIE)) {
        return pair[1];
      }
    }
    return null;
  }
}
