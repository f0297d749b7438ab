package dev.vocostream.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * An option, declared once: reading, refusing, the environment, the reference page and the sample
 * file all go by this.
 *
 * @param flink key, type and default; reads the text
 * @param type in people's words, with the unit where it has one
 * @param description one sentence
 */
record Option<T>(ConfigOption<T> flink, String type, Bounds<T> bounds, String description) {
  /** Of variables of the environment that outweigh the file. */
  static final String ENVIRONMENT = "VOCO_";

  private static final String LIST = "list";

  static Option<Integer> number(
      String key, int byDefault, Bounds<Integer> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).intType().defaultValue(byDefault), "number", bounds, description);
  }

  static Option<Double> decimal(
      String key, double byDefault, Bounds<Double> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).doubleType().defaultValue(byDefault), "number", bounds, description);
  }

  static Option<Boolean> flag(String key, boolean byDefault, String description) {
    return new Option<>(
        ConfigOptions.key(key).booleanType().defaultValue(byDefault),
        "flag",
        Bounds.TRUE_OR_FALSE,
        description);
  }

  static Option<Duration> duration(
      String key, Duration byDefault, Bounds<Duration> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).durationType().defaultValue(byDefault),
        "duration",
        bounds,
        description);
  }

  /** Without a default. */
  static Option<Duration> duration(String key, Bounds<Duration> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).durationType().noDefaultValue(), "duration", bounds, description);
  }

  static Option<MemorySize> size(
      String key, MemorySize byDefault, Bounds<MemorySize> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).memoryType().defaultValue(byDefault), "size", bounds, description);
  }

  /** Without a default. */
  static Option<MemorySize> size(String key, Bounds<MemorySize> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).memoryType().noDefaultValue(), "size", bounds, description);
  }

  static Option<String> text(
      String key, String byDefault, Bounds<String> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).stringType().defaultValue(byDefault), "text", bounds, description);
  }

  /** Without a default. */
  static Option<String> text(String key, Bounds<String> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).stringType().noDefaultValue(), "text", bounds, description);
  }

  /** One of an enum's constants, in lower case, with hyphens. */
  static <E extends Enum<E>> Option<String> word(
      String key, E byDefault, List<E> words, String description) {
    return text(
        key, Bounds.word(byDefault), Bounds.oneOf(words.toArray(Enum<?>[]::new)), description);
  }

  /** A list, or words with commas between them; without a default. */
  static Option<String> list(String key, Bounds<String> bounds, String description) {
    return new Option<>(
        ConfigOptions.key(key).stringType().noDefaultValue(), LIST, bounds, description);
  }

  String key() {
    return flink.key();
  }

  boolean isList() {
    return type.equals(LIST);
  }

  /** The variable that outweighs the file: {@code gate.files} is {@code VOCO_GATE_FILES}. */
  String variable() {
    return ENVIRONMENT + key().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /**
   * The value among these texts by key, else the default; null where there is neither.
   *
   * @throws IllegalArgumentException if it has not the type, or is out of bounds
   */
  T read(Map<String, String> texts) {
    T value = Configuration.fromMap(new HashMap<>(texts)).get(flink);
    if (value != null && !bounds.takes().test(value)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return value;
  }
}
