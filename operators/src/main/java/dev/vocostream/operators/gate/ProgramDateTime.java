package dev.vocostream.operators.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of {@code EXT-X-PROGRAM-DATE-TIME}, RFC 8216, 4.3.2.6: when the first picture of a
 * segment was filmed. It is of use for nothing but telling how far a clock is off, so whatever
 * cannot be read is as if it were not there.
 */
final class ProgramDateTime {
  private static final int MOST_LETTERS = 40;
  private static final int LAST_YEAR = 9999;

  /** Zones as +01:00, +0100 (which FFmpeg writes), +01 or Z. */
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ProgramDateTime() {}

  /** Empty for what is no time, and for a time without its zone: a guess may be hours off. */
  static Optional<Instant> parse(String value) {
    if (value.length() > MOST_LETTERS) {
      return Optional.empty();
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(value, FORMAT);
      boolean bounded = time.getYear() >= 0 && time.getYear() <= LAST_YEAR;
      return bounded ? Optional.of(time.toInstant()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
