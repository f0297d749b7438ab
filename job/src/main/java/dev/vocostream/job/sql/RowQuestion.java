package dev.vocostream.job.sql;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

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
    String all = String.join("\n", camera, from.toString(), to.toString(), form, text);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Instant deadline(Instant now) {
    return (to.isBefore(now) ? now : to).plus(PATIENCE);
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
