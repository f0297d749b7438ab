package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A question as a person asks it.
 *
 * @param last how far back to look; null for all there is
 * @param from start of a window; null unless {@code to} is given
 * @param patience how long to wait for an answer, from now or from the end of the window
 */
record Ask(
    List<String> cameras,
    String text,
    boolean yesNo,
    Duration last,
    Instant from,
    Instant to,
    Duration patience) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Ask about(List<String> cameras, String text) {
    return new Ask(cameras, text, false, null, null, null, Duration.ofSeconds(10));
  }

  Ask last(Duration window) {
    return new Ask(cameras, text, yesNo, window, null, null, patience);
  }

  Ask between(Instant start, Instant end, Duration wait) {
    return new Ask(cameras, text, yesNo, null, start, end, wait);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /** A window that is still to come is waited for first. */
  Instant deadline(Instant now) {
    return (to == null || to.isBefore(now) ? now : to).plus(patience);
  }

  /** The message for the questions topic. */
  String toJson(String id, Instant now) {
    ObjectNode message = JSON.createObjectNode().put("id", id);
    cameras.forEach(message.putArray("cameras")::add);
    message.put("text", text);
    message.put("answer", yesNo ? "yes-no" : "text");
    if (last != null) {
      message.putObject("window").put("last", last.toString());
    } else if (to != null) {
      message.putObject("window").put("from", from.toString()).put("to", to.toString());
    }
    message.put("deadline", deadline(now).toString());
    return message.toString();
  }
}
