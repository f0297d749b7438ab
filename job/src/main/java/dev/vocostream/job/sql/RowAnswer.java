package dev.vocostream.job.sql;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a row is answered.
 *
 * @param status as the contract has it, or {@code no-answer}
 * @param reason why, where it is not answered; else null
 * @param text the model's words; empty without any
 * @param probability of yes for questions of that form; else null
 * @param frames that were read
 */
record RowAnswer(String status, String reason, String text, Double probability, int frames) {

  /** Nothing came on the topic in time. */
  static RowAnswer none(String reason) {
    return new RowAnswer("no-answer", reason, "", null, 0);
  }

  /** Nobody was asked. */
  static RowAnswer rejected(String reason) {
    return new RowAnswer("rejected", reason, "", null, 0);
  }

  /** Of a message on the answers topic, about one camera. */
  static RowAnswer of(JsonNode message) {
    JsonNode part = message.path("answers").path(0);
    String status = part.path("status").asText(message.path("status").asText());
    if (status.isEmpty()) {
      return none("the answer has no status");
    }
    return new RowAnswer(
        status,
        part.has("reason") ? part.path("reason").asText() : null,
        part.path("text").asText(),
        part.has("probability") ? part.path("probability").asDouble() : null,
        part.path("window").path("frames").asInt());
  }
}
