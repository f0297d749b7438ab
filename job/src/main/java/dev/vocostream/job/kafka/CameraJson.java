package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Reads and writes the messages of {@code voco.cameras}, by the published schema. */
public final class CameraJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final KeyedJson reader = new KeyedJson("voco.cameras");
  private final Duration retainAtMost;

  /** For whoever is not told how long a camera may remember in the job; the job is. */
  public CameraJson() {
    this(WindowReader.LONGEST);
  }

  /**
   * @param retainAtMost a camera that is to remember for longer is bad-type
   */
  public CameraJson(Duration retainAtMost) {
    this.retainAtMost = retainAtMost;
  }

  /** The value on {@code voco.cameras}, UTF-8. */
  public static byte[] write(CameraSettings camera) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", camera.id());
    json.put("url", camera.url());
    if (!camera.credentials().isEmpty()) {
      json.put("credentials", camera.credentials());
    }
    json.put("fps", camera.fps());
    if (camera.tokensPerFrame() > 0) {
      json.put("tokensPerFrame", camera.tokensPerFrame());
    }
    if (camera.width() > 0) {
      json.put("width", camera.width());
    }
    json.put("retain", camera.retain().toString());
    json.put("maxFrames", camera.maxFrames());
    json.put("maxBytes", camera.maxBytes());
    json.put("play", camera.play().name().toLowerCase(Locale.ROOT));
    json.put("pace", camera.pace().name().toLowerCase(Locale.ROOT));
    json.put("paused", camera.paused());
    if (!camera.skipUnchanged()) {
      json.put("skipUnchanged", false);
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A camera as somebody at a terminal wants it, checked as the job would check it.
   *
   * @throws SetupException saying what the job would refuse
   */
  public CameraSettings check(CameraSettings camera) {
    try {
      return read(camera.id().getBytes(StandardCharsets.UTF_8), write(camera));
    } catch (BadMessage bad) {
      throw new SetupException("camera '%s': %s".formatted(camera.id(), bad.getMessage()));
    }
  }

  /**
   * @param key of the record
   * @param value of the record; not null, as in a tombstone
   * @throws BadMessage too-large, not-json, no-id where it is JSON but no object with an id, that
   *     of the key; else bad-type
   */
  public CameraSettings read(byte[] key, byte[] value) throws BadMessage {
    JsonNode message = reader.read(key, value);
    return new CameraSettings(
        message.get("id").textValue(),
        StrictJson.text("url", message.path("url").textValue()),
        message.path("fps").asDouble(1),
        message.path("play").asText().equals("once") ? Play.ONCE : Play.LOOP,
        message.path("pace").asText().equals("fast") ? Pace.FAST : Pace.LIVE,
        retain(message.path("retain").asText("PT10M")),
        message.path("maxFrames").asInt(10_000),
        message.path("maxBytes").asLong(1L << 30),
        message.path("tokensPerFrame").asInt(0),
        message.path("width").asInt(0),
        StrictJson.text("credentials", message.path("credentials").asText("")),
        message.path("paused").asBoolean(false),
        message.path("skipUnchanged").asBoolean(true));
  }

  private Duration retain(String text) throws BadMessage {
    Duration retain = WindowReader.duration("retain", text, SHORTEST, "PT10M", "bad-type");
    if (retain.compareTo(retainAtMost) > 0) {
      throw new BadMessage(
          "bad-type",
          "retain: expected at most %s, memory.retain-at-most of the job, found %s"
              .formatted(retainAtMost, text));
    }
    return retain;
  }
}
