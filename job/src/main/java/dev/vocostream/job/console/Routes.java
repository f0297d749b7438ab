package dev.vocostream.job.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.vocostream.job.console.Access.Session;
import dev.vocostream.job.kafka.CameraJson;
import dev.vocostream.job.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the server does, and who may have it done. */
final class Routes {
  static final int MAX_BODY = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  /** Where questions and changes go. */
  interface Outbox {
    /**
     * @param json null for a tombstone
     * @return whether the broker said that it has it; if not, it is not tried again, and whether
     *     the broker had it already is not known
     */
    boolean send(String topic, String key, byte[] json) throws InterruptedException;
  }

  private final Access access;
  private final KafkaSettings kafka;
  private final CameraJson cameras;
  private final ConsoleFeed feed;
  private final Snapshots snapshots;
  private final Outbox outbox;

  /**
   * @param cameras what a camera that is put is checked by
   */
  Routes(
      Access access,
      KafkaSettings kafka,
      CameraJson cameras,
      ConsoleFeed feed,
      Snapshots snapshots,
      Outbox outbox) {
    this.access = access;
    this.kafka = kafka;
    this.cameras = cameras;
    this.feed = feed;
    this.snapshots = snapshots;
    this.outbox = outbox;
  }

  List<Route> all() {
    List<Route> routes = new ArrayList<>();
    for (String path : PageFiles.OF_THE_CONSOLE) {
      routes.add(Route.get(path, (to, session) -> PageFiles.send(to, path)));
    }
    routes.add(Route.get("/api/session", Routes::session));
    routes.add(Route.get("/api/events", this::events));
    routes.add(Route.get("/api/snapshots", this::snapshot));
    routes.add(new Route("POST", "/api/questions", Role.ASK, this::ask));
    for (Changes changes : Changes.of(kafka, cameras)) {
      routes.add(new Route("PUT", changes.path(), Role.ADMIN, (to, by) -> put(changes, to, by)));
      routes.add(
          new Route("DELETE", changes.path(), Role.ADMIN, (to, by) -> remove(changes, to, by)));
    }
    return routes;
  }

  private static void session(HttpExchange exchange, Session session) throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("csrf", session.csrf()).put("role", session.role().name());
    if (session.user() != null) {
      json.put("user", session.user().name());
    }
    Reply.json(exchange, 200, json.toString());
  }

  private void events(HttpExchange exchange, Session session)
      throws IOException, InterruptedException {
    new EventStream(feed, () -> access.has(session)).serve(exchange);
  }

  private void snapshot(HttpExchange exchange, Session session) throws IOException {
    Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
    Optional<byte[]> jpeg = Optional.empty();
    try {
      jpeg = snapshots.find(asked.get("camera"), Instant.parse(asked.getOrDefault("time", "")));
    } catch (DateTimeParseException e) {
      // There is none of such a time.
    }
    if (jpeg.isPresent()) {
      Reply.send(exchange, 200, "image/jpeg", jpeg.get());
    } else {
      Reply.words(exchange, 404, "there is no such picture, or not any more");
    }
  }

  private static Map<String, String> parameters(String query) {
    return Arrays.stream((query == null ? "" : query).split("&"))
        .map(each -> each.split("=", 2))
        .filter(each -> each.length == 2)
        .collect(
            Collectors.toMap(
                each -> each[0],
                each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8),
                (first, second) -> first));
  }

  private void ask(HttpExchange exchange, Session session)
      throws IOException, InterruptedException {
    byte[] body = body(exchange);
    String id = UUID.randomUUID().toString();
    String question = AskedQuestion.read(body).toJson(id, Instant.now());
    if (sent(exchange, kafka.questions(), id, question.getBytes(StandardCharsets.UTF_8))) {
      Reply.json(exchange, 202, "{\"id\":\"%s\"}".formatted(id));
    }
    LOG.info("console: question {} by {}", id, session.who());
  }

  private void put(Changes changes, HttpExchange exchange, Session session)
      throws IOException, InterruptedException {
    String id = changes.idIn(exchange);
    byte[] value = changes.checked(id, body(exchange));
    if (sent(exchange, changes.topic(), id, value)) {
      Reply.json(exchange, 202, "{}");
    }
    LOG.info("console: {} put by {}", changes.name(id), session.who());
  }

  private void remove(Changes changes, HttpExchange exchange, Session session)
      throws IOException, InterruptedException {
    String id = changes.idIn(exchange);
    if (sent(exchange, changes.topic(), id, null)) {
      Reply.json(exchange, 202, "{}");
    }
    LOG.info("console: {} removed by {}", changes.name(id), session.who());
  }

  private boolean sent(HttpExchange exchange, String topic, String key, byte[] value)
      throws IOException, InterruptedException {
    if (outbox.send(topic, key, value)) {
      return true;
    }
    Reply.words(exchange, 503, "Kafka did not say that it took it; is the broker running?");
    return false;
  }

  static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new BadRequest(413, "that is too long");
    }
    return body;
  }
}
