package dev.vocostream.job.sql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.kafka.MessageLimits;
import dev.vocostream.operators.DerivedId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * What a row asks.
 *
 * @param from start of the window, inclusive
 * @param to end of the window, inclusive
 * @param form {@code text} or {@code yes-no}
 */
record RowQuestion(String camera, String text, Instant from, Instant to, String form) {
  /** Of all ids made here; nobody else's answers are kept. */
  static final String PREFIX = "sql-";

  /** How long the job may take, from now or from the end of the window. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The same for the same row: whoever asks it again, after a failure for example, asks nothing new
   * and is given the answer that was.
   */
  String id() {
    return PREFIX + DerivedId.of(camera, from.toString(), to.toString(), form, text);
  }

  /**
   * Why it is not worth asking; null if it is. Whatever else the job refuses, it answers.
   *
   * @param now of the question
   */
  String refusal(Instant now) {
    for (Instant end : new Instant[] {from, to}) {
      if (end.isBefore(MessageLimits.EARLIEST) || end.isAfter(MessageLimits.LATEST)) {
        return "bad-window: expected from and to between 1970 and 9999, found " + end;
      }
    }
    int bytes = toJson(now).length;
    return bytes > MessageLimits.BYTES
        ? "too-large: expected a question of at most %d bytes, found %d; shorten it"
            .formatted(MessageLimits.BYTES, bytes)
        : null;
  }

  Instant deadline(Instant now) {
    Instant deadline = (to.isBefore(now) ? now : to).plus(PATIENCE);
    return deadline.isAfter(MessageLimits.LATEST) ? MessageLimits.LATEST : deadline;
  }

  /** The message for the questions topic. */
  byte[] toJson(Instant now) {
    ObjectNode message = JSON.createObjectNode().put("id", id());
    message.putArray("cameras").add(camera);
    message.put("text", text).put("answer", form);
    message.putObject("window").put("from", from.toString()).put("to", to.toString());
    message.put("deadline", deadline(now).toString());
    return message.toString().getBytes(StandardCharsets.UTF_8);
  }
}
