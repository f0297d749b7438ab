package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** Reads the cameras of {@code voco.yaml}. */
final class CameraOptions {
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "url",
          "fps",
          "play",
          "pace",
          "retain",
          "max-frames",
          "max-bytes",
          "tokens-per-frame",
          "width",
          "credentials",
          "paused");
  private static final double MAX_FPS = 60;
  private static final int MAX_ID = 256;

  private final ConfigFile config;
  private final Map<String, String> values;
  private final String camera;

  private CameraOptions(ConfigFile config, Map<String, String> values) {
    this.config = config;
    this.values = values;
    this.camera = values.getOrDefault("id", "?");
  }

  /**
   * @throws SetupException if a camera is not right; names it, the key, and what was expected
   */
  static List<CameraSettings> read(ConfigFile config) {
    List<CameraSettings> cameras = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Map<String, String> values : config.cameras()) {
      CameraSettings settings = new CameraOptions(config, values).settings();
      if (!ids.add(settings.id())) {
        throw new SetupException(
            "%s: camera '%s' is there twice".formatted(config.file(), settings.id()));
      }
      cameras.add(settings);
    }
    return cameras;
  }

  private CameraSettings settings() {
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        throw wrong(key, "one of " + KEYS.stream().sorted().toList(), "an unknown key");
      }
    }
    String id = required("id");
    if (id.length() > MAX_ID) {
      throw wrong("id", "at most " + MAX_ID + " characters", id.length() + " characters");
    }
    return new CameraSettings(
        id,
        resolve(required("url")),
        number("fps", "1", Double::valueOf, 0.01, MAX_FPS),
        word("play", Play.LOOP),
        word("pace", Pace.LIVE),
        duration("retain", "PT10M"),
        number("max-frames", "10000", Integer::valueOf, 1, 10_000_000).intValue(),
        number("max-bytes", "1gb", text -> MemorySize.parse(text).getBytes(), 1, Long.MAX_VALUE)
            .longValue(),
        number("tokens-per-frame", "0", Integer::valueOf, 0, 1024).intValue(),
        number("width", "0", Integer::valueOf, 0, 8192).intValue(),
        values.getOrDefault("credentials", ""),
        paused());
  }

  private boolean paused() {
    String text = values.getOrDefault("paused", "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("paused", "true or false", text);
    }
    return text.equals("true");
  }

  private String required(String key) {
    String value = values.get(key);
    if (value == null || value.isBlank()) {
      throw wrong(key, "a value", "none");
    }
    return value;
  }

  /** A path stands relative to the file that names it. */
  private String resolve(String url) {
    return url.contains("://")
        ? url
        : config.file().toAbsolutePath().resolveSibling(Path.of(url)).normalize().toString();
  }

  private <N extends Number> N number(
      String key, String otherwise, Function<String, N> parse, double least, double most) {
    String text = values.getOrDefault(key, otherwise);
    try {
      N number = parse.apply(text.strip());
      if (number.doubleValue() >= least && number.doubleValue() <= most) {
        return number;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message that names the bounds.
    }
    throw wrong(key, "a number from " + least + " to " + most, text);
  }

  private Duration duration(String key, String otherwise) {
    String text = values.getOrDefault(key, otherwise);
    try {
      Duration duration =
          text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
      if (!duration.isZero() && !duration.isNegative()) {
        return duration;
      }
    } catch (RuntimeException e) {
      // Falls through to the message that shows how it is written.
    }
    throw wrong(key, "a positive duration such as PT10M", text);
  }

  private <E extends Enum<E>> E word(String key, E otherwise) {
    String text = values.getOrDefault(key, otherwise.name()).toUpperCase(Locale.ROOT);
    E[] words = otherwise.getDeclaringClass().getEnumConstants();
    for (E word : words) {
      if (word.name().equals(text)) {
        return word;
      }
    }
    String expected = String.join(" or ", Arrays.stream(words).map(Enum::name).toList());
    throw wrong(key, expected.toLowerCase(Locale.ROOT), values.get(key));
  }

  private SetupException wrong(String key, String expected, String found) {
    return new SetupException(
        "%s: camera '%s': %s: expected %s, found %s"
            .formatted(config.file(), camera, key, expected, found));
  }
}
