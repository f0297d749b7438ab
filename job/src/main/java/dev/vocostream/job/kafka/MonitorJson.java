package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.Monitor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the messages of {@code voco.monitors}, by the published schema. */
public final class MonitorJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EVERYWHERE = "*";
  private static final double RAISE_ABOVE = 0.7;
  private static final double CLEAR_BELOW = 0.3;

  private final KeyedJson reader = new KeyedJson("voco.monitors");

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
  public Monitor read(byte[] key, byte[] value) throws BadMessage {
    JsonNode message = reader.read(key, value);
    double raiseAbove = message.path("raiseAbove").asDouble(RAISE_ABOVE);
    JsonNode until = message.get("until");
    return new Monitor(
        message.get("id").textValue(),
        cameras(message.get("cameras")),
        StrictJson.text("text", message.get("text").textValue()),
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
      ids.add(StrictJson.text("cameras[" + ids.size() + "]", camera.textValue()));
    }
    return ids;
  }

  /** Below which an alert is cleared, unless something else is said. */
  public static double clearBelow(double raiseAbove) {
    return Math.min(CLEAR_BELOW, raiseAbove);
  }

  private static double clearBelow(JsonNode said, double raiseAbove) throws BadMessage {
    double clearBelow = said.asDouble(clearBelow(raiseAbove));
    if (clearBelow > raiseAbove) {
      throw new BadMessage(
          "bad-type",
          "clearBelow: expected at most raiseAbove, %s, found %s"
              .formatted(raiseAbove, clearBelow));
    }
    return clearBelow;
  }

  private static long duration(String field, JsonNode said) throws BadMessage {
    return WindowReader.duration(field, said.asText("PT0S"), Duration.ZERO, "PT5S", "bad-type")
        .toMillis();
  }
}
