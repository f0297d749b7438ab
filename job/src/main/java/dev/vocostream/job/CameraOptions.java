package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;

/** Reads the cameras of {@code voco.yaml}. */
final class CameraOptions {
  private static final Option<String> ID =
      Option.text(
          "id",
          new Bounds<>("1 to 256 characters", value -> !value.isBlank() && value.length() <= 256),
          "Name of the camera in questions, answers and topics; required.");
  private static final Option<String> URL =
      Option.text(
          "url", Bounds.TEXT, "rtsp://, https:// or another URL, or a video file; required.");
  private static final Option<Double> FPS =
      Option.decimal("fps", 1, Bounds.between(0.01, 60), "Samples a second.");
  private static final Option<String> PLAY =
      Option.word("play", Play.LOOP, List.of(Play.values()), "What a file does at its end.");
  private static final Option<String> PACE =
      Option.word(
          "pace",
          Pace.LIVE,
          List.of(Pace.values()),
          "live plays a file at its speed and drops like a camera, fast drops nothing.");
  private static final Option<Duration> RETAIN =
      Option.duration(
          "retain",
          Duration.ofMinutes(10),
          new Bounds<>(
              "a positive duration such as PT10M",
              Bounds.between(Duration.ofMillis(1), Duration.ofDays(36_500)).takes()),
          "How long a frame is remembered.");
  private static final Option<Integer> MAX_FRAMES =
      Option.number(
          "max-frames", 10_000, Bounds.between(1, 10_000_000), "Frames that are remembered.");
  private static final Option<MemorySize> MAX_BYTES =
      Option.size(
          "max-bytes", MemorySize.parse("1gb"), Bounds.SOME_BYTES, "Bytes that are remembered.");
  private static final Option<Integer> TOKENS =
      Option.number(
          "tokens-per-frame",
          0,
          Bounds.between(0, 1024),
          "VoCo tokens that are remembered of a frame; 0: as many as the model makes.");
  private static final Option<Integer> WIDTH =
      Option.number(
          "width",
          0,
          Bounds.between(0, 8192),
          "Pixels of a frame's longer side, where that is less than the model sees; 0: what it"
              + " sees.");
  private static final Option<String> CREDENTIALS =
      Option.text("credentials", Bounds.TEXT, "Name of the secret that the camera is opened with.");
  private static final Option<Boolean> PAUSED =
      Option.flag(
          "paused", false, "Whether nothing is decoded; what is remembered stays for retain.");

  private static final Option<Boolean> SKIP_UNCHANGED =
      Option.flag(
          "skip-unchanged",
          true,
          "Whether frames that show nothing new are not compressed, where sample.skip-unchanged"
              + " says so for the job; false: every frame of this camera is.");

  static final List<Option<?>> ALL =
      List.of(
          ID,
          URL,
          FPS,
          PLAY,
          PACE,
          RETAIN,
          MAX_FRAMES,
          MAX_BYTES,
          TOKENS,
          WIDTH,
          CREDENTIALS,
          PAUSED,
          SKIP_UNCHANGED);

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
    List<String> known = ALL.stream().map(Option::key).sorted().toList();
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw wrong(key, "one of " + known, "an unknown key");
      }
    }
    Duration retain = get(RETAIN);
    Duration most = MemoryOptions.retainAtMost(config);
    if (retain.compareTo(most) > 0) {
      throw wrong(
          RETAIN.key(),
          "at most %s, memory.retain-at-most: remember for less, or raise that"
              .formatted(Bounds.written(most)),
          values.get(RETAIN.key()));
    }
    String credentials = get(CREDENTIALS);
    return new CameraSettings(
        required(ID),
        resolve(required(URL)),
        get(FPS),
        Bounds.constant(List.of(Play.values()), get(PLAY)),
        Bounds.constant(List.of(Pace.values()), get(PACE)),
        retain,
        get(MAX_FRAMES),
        get(MAX_BYTES).getBytes(),
        get(TOKENS),
        get(WIDTH),
        credentials == null ? "" : credentials,
        get(PAUSED),
        get(SKIP_UNCHANGED));
  }

  private <T> T get(Option<T> option) {
    try {
      return option.read(values);
    } catch (IllegalArgumentException e) {
      throw wrong(option.key(), option.bounds().expected(), values.get(option.key()));
    }
  }

  private String required(Option<String> option) {
    String value = get(option);
    if (value == null) {
      throw wrong(option.key(), option.bounds().expected(), "none");
    }
    return value;
  }

  /** A path stands relative to the file that names it. */
  private String resolve(String url) {
    return url.contains("://")
        ? url
        : config.file().toAbsolutePath().resolveSibling(Path.of(url)).normalize().toString();
  }

  private SetupException wrong(String key, String expected, String found) {
    return new SetupException(
        "%s: camera '%s': %s: expected %s, found %s"
            .formatted(config.file(), camera, key, expected, found));
  }
}
