package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

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

  /** Null of what has none: anybody may write to a topic. */
  String of(byte[] value) {
    try {
      JsonNode json = value == null ? null : JSON.readTree(value);
      if (json == null || fields.stream().anyMatch(field -> !json.hasNonNull(field))) {
        return null;
      }
      return fields.stream().map(field -> json.get(field).asText()).toList().toString();
    } catch (IOException notJson) {
      return null;
    }
  }
}
