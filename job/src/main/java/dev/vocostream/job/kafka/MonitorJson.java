package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.MessageSchema.Violation;
import dev.vocostream.operators.Monitor;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads and writes the messages of {@code voco.monitors}, by the published schema. */
public final class MonitorJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String EVERYWHERE = "*";
  private static final double RAISE_ABOVE = 0.7;
  private static final double CLEAR_BELOW = 0.3;

  private final MessageSchema schema = MessageSchema.of("voco.monitors");

  /** The value on {@code voco.monitors}, UTF-8. */
  public static byte[] write(Monitor monitor) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", monitor.id());
    if (monitor.cameras().isEmpty()) {
      json.put("cameras", EVERYWHERE);
    } else {
      monitor.cameras().forEach(json.putArray("cameras")::add);
    }
    json.put("text", monitor.text());
    json.put("every", Duration.ofMillis(monitor.everyMillis()).toString());
    if (monitor.windowMillis() != null) {
      String last = Duration.ofMillis(monitor.windowMillis()).toString();
      json.putObject("window").put("last", last);
    }
    json.put("raiseAbove", monitor.raiseAbove());
    json.put("clearBelow", monitor.clearBelow());
    json.put("coolDown", Duration.ofMillis(monitor.coolDownMillis()).toString());
    if (monitor.until() != null) {
      json.put("until", Instant.ofEpochMilli(monitor.until()).toString());
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A monitor as somebody at a terminal wants it, checked as the job would check it.
   *
   * @throws SetupException saying what the job would refuse
   */
  public Monitor check(Monitor monitor) {
    try {
      return read(monitor.id().getBytes(StandardCharsets.UTF_8), write(monitor));
    } catch (BadMessage bad) {
      throw new SetupException("monitor '%s': %s".formatted(monitor.id(), bad.getMessage()));
    }
  }

  /**
   * @param key of the record
   * @param value of the record; not null, as in a tombstone
   * @throws BadMessage too-large, not-json, no-id where it is JSON but no object with an id, that
   *     of the key; bad-window; else bad-type
   */
  Monitor read(byte[] key, byte[] value) throws BadMessage {
    ObjectNode message = StrictJson.read(value);
    List<Violation> violations = schema.violations(message);
    CameraJson.requireId(key, message, violations);
    Violation first =
        violations.stream()
            .min(Comparator.comparing(violation -> !violation.rule().equals("type")))
            .orElse(null);
    if (first != null) {
      throw new BadMessage("bad-type", first.message());
    }
    double raiseAbove = message.path("raiseAbove").asDouble(RAISE_ABOVE);
    JsonNode until = message.get("until");
    return new Monitor(
        message.get("id").textValue(),
        cameras(message.get("cameras")),
        CameraJson.text("text", message.get("text").textValue()),
        duration("every", message.path("every")),
        message.has("window") ? WindowReader.read(message.get("window")).lastMillis() : null,
        raiseAbove,
        clearBelow(message.path("clearBelow"), raiseAbove),
        duration("coolDown", message.path("coolDown")),
        until == null ? null : (Long) WindowReader.instant("until", until.textValue(), "bad-type"));
  }

  /** None stands for all. */
  private static List<String> cameras(JsonNode cameras) throws BadMessage {
    List<String> ids = new ArrayList<>();
    for (JsonNode camera : cameras) {
      ids.add(CameraJson.text("cameras[" + ids.size() + "]", camera.textValue()));
    }
    return ids;
  }

  private static double clearBelow(JsonNode said, double raiseAbove) throws BadMessage {
    double clearBelow = said.asDouble(Math.min(CLEAR_BELOW, raiseAbove));
    if (clearBelow > raiseAbove) {
      throw new BadMessage(
          "bad-type",
          "clearBelow: expected at most raiseAbove, %s, found %s"
              .formatted(raiseAbove, clearBelow));
    }
    return clearBelow;
  }

  private static long duration(String field, JsonNode said) throws BadMessage {
    String text = said.asText("PT0S");
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration.toMillis();
      }
    } catch (DateTimeException unparsable) {
      // Said below, as for a duration out of range.
    }
    throw new BadMessage(
        "bad-type",
        field + ": expected an ISO-8601 duration from PT0S to P366D such as PT5S, found " + text);
  }
}
