package dev.vocostream.job;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/**
 * Which values an option takes.
 *
 * @param expected said to people, as in "expected a whole number from 1 to 32"
 * @param takes asked of a value that has the option's type
 */
record Bounds<T>(String expected, Predicate<T> takes) {
  static final Bounds<Boolean> TRUE_OR_FALSE = new Bounds<>("true or false", value -> true);
  static final Bounds<String> TEXT = new Bounds<>("a value", value -> !value.isBlank());

  /** What Kafka and a file system take for a name. */
  static final Bounds<String> NAME =
      matching("1 to 200 letters, digits, dots, _ and -", "(?!\\.)[A-Za-z0-9._-]{1,200}");

  static final Bounds<MemorySize> SOME_BYTES =
      new Bounds<>("a size such as 256 mb, at least 1 byte", value -> value.getBytes() > 0);

  static Bounds<Integer> between(int least, int most) {
    return new Bounds<>(
        "a whole number from %d to %d".formatted(least, most),
        value -> value >= least && value <= most);
  }

  static Bounds<Double> between(double least, double most) {
    return new Bounds<>(
        "a number from %s to %s".formatted(least, most), value -> value >= least && value <= most);
  }

  /** Both ends belong to it. */
  static Bounds<Duration> between(Duration least, Duration most) {
    return new Bounds<>(
        "a duration from %s to %s".formatted(written(least), written(most)),
        value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
  }

  static Bounds<String> matching(String expected, String pattern) {
    return new Bounds<>(expected, value -> value.matches(pattern));
  }

  static Bounds<String> oneOf(Enum<?>... constants) {
    List<String> words = Arrays.stream(constants).map(Bounds::word).toList();
    return new Bounds<>(String.join(" or ", words), words::contains);
  }

  /** A list, empty or of these words only. */
  static Bounds<String> someOf(String... words) {
    List<String> known = List.of(words);
    return new Bounds<>(
        "some of " + String.join(", ", words),
        value -> known.containsAll(ConfigFile.words(value.toLowerCase(Locale.ROOT))));
  }

  /** A list of anything. */
  static Bounds<String> listOf(String what) {
    return new Bounds<>("a list of " + what, value -> true);
  }

  /** How a constant is written in files: lower case, with hyphens. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Which constant a word names that {@link #oneOf} has taken. */
  static <E extends Enum<E>> E constant(List<E> constants, String word) {
    return constants.stream().filter(each -> word(each).equals(word)).findFirst().orElseThrow();
  }

  /** A value as it could stand in a file. */
  static String written(Object value) {
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    return String.valueOf(value);
  }
}
