package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.MessageSchema.Violation;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads and writes the messages of {@code voco.cameras}, by the published schema. */
public final class CameraJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST = Duration.ofDays(366);

  private final MessageSchema schema = MessageSchema.of("voco.cameras");

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
  CameraSettings read(byte[] key, byte[] value) throws BadMessage {
    ObjectNode message = StrictJson.read(value);
    List<Violation> violations = schema.violations(message);
    requireId(key, message, violations);
    Violation first =
        violations.stream()
            .min(Comparator.comparing(violation -> !violation.rule().equals("type")))
            .orElse(null);
    if (first != null) {
      throw new BadMessage("bad-type", first.message());
    }
    return new CameraSettings(
        message.get("id").textValue(),
        text("url", message.path("url").textValue()),
        message.path("fps").asDouble(1),
        message.path("play").asText().equals("once") ? Play.ONCE : Play.LOOP,
        message.path("pace").asText().equals("fast") ? Pace.FAST : Pace.LIVE,
        retain(message.path("retain").asText("PT10M")),
        message.path("maxFrames").asInt(10_000),
        message.path("maxBytes").asLong(1L << 30),
        message.path("tokensPerFrame").asInt(0),
        message.path("width").asInt(0),
        text("credentials", message.path("credentials").asText("")),
        message.path("paused").asBoolean(false));
  }

  /** The message must have an id, the same as its record's key. */
  static void requireId(byte[] key, JsonNode message, List<Violation> violations)
      throws BadMessage {
    for (Violation violation : violations) {
      if (violation.field().equals("id")) {
        throw new BadMessage("no-id", violation.message());
      }
    }
    String id = text("id", message.get("id").textValue());
    if (!id.equals(idOf(key))) {
      throw new BadMessage(
          "no-id",
          "id: expected the record's key, found " + StrictJson.describe(message.get("id")));
    }
  }

  /** The camera or monitor that a record is about by its key; null where the key is none. */
  static String idOf(byte[] key) {
    if (key == null || key.length == 0) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
    } catch (CharacterCodingException malformed) {
      return null;
    }
  }

  static String text(String field, String value) throws BadMessage {
    if (!StrictJson.isWellFormed(value)) {
      throw new BadMessage(
          "bad-type", field + ": expected Unicode text, found half a surrogate pair");
    }
    return value;
  }

  private static Duration retain(String text) throws BadMessage {
    try {
      Duration retain = Duration.parse(text);
      if (retain.compareTo(LONGEST) <= 0 && retain.compareTo(Duration.ofMillis(1)) >= 0) {
        return retain;
      }
    } catch (DateTimeException unparsable) {
      // Said below, as for a duration out of range.
    }
    throw new BadMessage(
        "bad-type",
        "retain: expected an ISO-8601 duration from PT0.001S to P366D such as PT10M, found "
            + text);
  }
}
