package dev.vocostream.job.kafka;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * By what the messages of a topic are told apart, whichever version of the job wrote them.
 *
 * @param fields of their JSON
 * @param ordered the field by which a stream of them is keyed, if those of a key have to keep their
 *     order; null if not
 */
record MessageId(List<String> fields, String ordered) implements Serializable {
  /** Of answers. */
  static final MessageId ID = new MessageId(List.of("id"), null);

  /** Of alerts: one that is cleared comes behind the one that was raised. */
  static final MessageId ALERT = new MessageId(List.of("id"), "camera");

  /** Of dead letters: where the message was that nobody can be answered for. */
  static final MessageId PLACE = new MessageId(List.of("topic", "partition", "offset"), null);

  private static final JsonMapper JSON = new JsonMapper();

  MessageId {
    fields = List.copyOf(fields);
  }

  /**
   * Null of what has none: anybody may write to a topic. Reads no further than it must, as a topic
   * is read while nothing can be written to it.
   */
  String of(byte[] value) {
    Map<String, String> found = read(fields, value);
    return found.size() < fields.size()
        ? null
        : fields.stream().map(found::get).toList().toString();
  }

  /** The key of a message whose order counts; empty where it has none. */
  String keyOf(byte[] value) {
    return read(List.of(ordered), value).getOrDefault(ordered, "");
  }

  private static Map<String, String> read(List<String> fields, byte[] value) {
    Map<String, String> found = new HashMap<>();
    if (value == null) {
      return found;
    }
    try (JsonParser json = JSON.createParser(value)) {
      json.nextToken();
      while (found.size() < fields.size() && json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken().isStructStart()) {
          json.skipChildren();
        } else if (fields.contains(name) && json.currentToken() != JsonToken.VALUE_NULL) {
          found.put(name, json.getText());
        }
      }
    } catch (IOException notJson) {
      return Map.of();
    }
    return found;
  }
}
