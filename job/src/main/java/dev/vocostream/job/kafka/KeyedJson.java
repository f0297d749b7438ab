package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.kafka.MessageSchema.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the messages of a compacted topic, by its published schema: the key of a record is the id
 * of what the message is about.
 */
final class KeyedJson {
  private final MessageSchema schema;

  /**
   * @param topic its default name
   */
  KeyedJson(String topic) {
    schema = MessageSchema.of(topic);
  }

  /**
   * @param value of the record; not null, as in a tombstone
   * @throws BadMessage too-large, not-json, no-id where it is JSON but no object with an id, that
   *     of the key; bad-type where the schema is broken
   */
  ObjectNode read(byte[] key, byte[] value) throws BadMessage {
    ObjectNode message = StrictJson.read(value);
    List<Violation> violations = schema.violations(message);
    requireId(key, message, violations);
    Violation first = MessageSchema.first(violations);
    if (first != null) {
      throw new BadMessage("bad-type", first.message());
    }
    return message;
  }

  /** The message must have an id, the same as its record's key. */
  private static void requireId(byte[] key, JsonNode message, List<Violation> violations)
      throws BadMessage {
    for (Violation violation : violations) {
      if (violation.field().equals("id")) {
        throw new BadMessage("no-id", violation.message());
      }
    }
    String id = StrictJson.text("id", message.get("id").textValue());
    if (!id.equals(idOf(key))) {
      throw new BadMessage(
          "no-id",
          "id: expected the record's key, found " + StrictJson.describe(message.get("id")));
    }
  }

  /** What a record is about by its key; null where the key is none. */
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
}
