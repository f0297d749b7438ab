package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.operators.Question.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads the times of a question, whose types the schema has checked. */
final class WindowReader {
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private WindowReader() {}

  /**
   * The window, in epoch milliseconds.
   *
   * @throws BadMessage bad-window
   */
  static Window read(JsonNode window) throws BadMessage {
    if (window.has("last")) {
      return new Window(last(window.get("last").textValue()), null, null);
    }
    long from = instant("window.from", window.get("from").textValue(), "bad-window");
    long to = instant("window.to", window.get("to").textValue(), "bad-window");
    if (from > to) {
      throw new BadMessage(
          "bad-window",
          "window: expected from at or before to, found from "
              + window.get("from")
              + ", to "
              + window.get("to"));
    }
    return new Window(null, from, to);
  }

  /**
   * Epoch milliseconds of an ISO-8601 instant.
   *
   * @throws BadMessage {@code reason}, if it cannot be parsed or lies outside 1970 to 9999
   */
  static long instant(String field, String text, String reason) throws BadMessage {
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
        return instant.toEpochMilli();
      }
    } catch (DateTimeException unparsable) {
      // Said below, as for an instant out of range.
    }
    throw new BadMessage(
        reason,
        field
            + ": expected an ISO-8601 instant from 1970 to 9999 such as 2026-05-01T12:00:00Z, found"
            + " "
            + text);
  }

  private static long last(String text) throws BadMessage {
    try {
      Duration last = Duration.parse(text);
      // Compared before the conversion, which overflows for the longest durations.
      if (last.compareTo(LONGEST) <= 0 && last.compareTo(Duration.ofMillis(1)) >= 0) {
        return last.toMillis();
      }
    } catch (DateTimeException unparsable) {
      // Said below, as for a duration out of range.
    }
    throw new BadMessage(
        "bad-window",
        "window.last: expected an ISO-8601 duration from PT0.001S to P366D such as PT2M, found "
            + text);
  }
}
