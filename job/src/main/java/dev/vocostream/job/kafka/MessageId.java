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
 */
record MessageId(List<String> fields) implements Serializable {
  /** Of answers and alerts. */
  static final MessageId ID = new MessageId(List.of("id"));

  /** Of dead letters: where the message was that nobody can be answered for. */
  static final MessageId PLACE = new MessageId(List.of("topic", "partition", "offset"));

  private static final JsonMapper JSON = new JsonMapper();

  MessageId {
    fields = List.copyOf(fields);
  }

  /**
   * Null of what has none: anybody may write to a topic. Reads no further than it must, as a topic
   * is read while nothing can be written to it.
   */
  String of(byte[] value) {
    if (value == null) {
      return null;
    }
    Map<String, String> found = new HashMap<>();
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
      return null;
    }
    return found.size() < fields.size()
        ? null
        : fields.stream().map(found::get).toList().toString();
  }
}
