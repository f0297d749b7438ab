package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.operators.Question.Window;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Reads times of messages, whose types the schema has checked. */
final class WindowReader {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  static final Duration LONGEST = Duration.ofDays(366);

  private WindowReader() {}

  /**
   * The window, in epoch milliseconds.
   *
   * @throws BadMessage bad-window
   */
  static Window read(JsonNode window) throws BadMessage {
    if (window.has("last")) {
      String last = window.get("last").textValue();
      return new Window(
          duration("window.last", last, SHORTEST, "PT2M", "bad-window").toMillis(), null, null);
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
      if (!instant.isBefore(MessageLimits.EARLIEST) && !instant.isAfter(MessageLimits.LATEST)) {
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

  /**
   * An ISO-8601 duration.
   *
   * @param example of one, for the message
   * @throws BadMessage {@code reason}, if it cannot be parsed or is shorter than {@code least} or
   *     longer than 366 days
   */
  static Duration duration(String field, String text, Duration least, String example, String reason)
      throws BadMessage {
    try {
      Duration duration = Duration.parse(text);
      // Compared before any conversion, which overflows for the longest durations.
      if (duration.compareTo(LONGEST) <= 0 && duration.compareTo(least) >= 0) {
        return duration;
      }
    } catch (DateTimeException unparsable) {
      // Said below, as for a duration out of range.
    }
    throw new BadMessage(
        reason,
        "%s: expected an ISO-8601 duration from %s to P366D such as %s, found %s"
            .formatted(field, least, example, text));
  }
}
