package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.gate.Scheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** Options of what cameras may be reached, and how; {@link JobConfig} alone reads them. */
final class AccessOptions {
  static final ConfigOption<String> GATE_SCHEMES =
      ConfigOptions.key("gate.schemes")
          .stringType()
          .defaultValue("")
          .withDescription("Schemes of cameras beyond rtsp, rtsps, https: http, rtmp, rtmps, udp.");
  static final ConfigOption<String> GATE_ALLOW =
      ConfigOptions.key("gate.allow")
          .stringType()
          .defaultValue("")
          .withDescription("Ranges that are not the Internet where cameras are: 10.0.0.0/8, ...");
  static final ConfigOption<Boolean> GATE_INTERNET =
      ConfigOptions.key("gate.internet")
          .booleanType()
          .defaultValue(true)
          .withDescription("Whether cameras may be at public addresses that are not listed.");
  static final ConfigOption<Duration> GATE_PATIENCE =
      ConfigOptions.key("gate.patience")
          .durationType()
          .defaultValue(Duration.ofSeconds(20))
          .withDescription("A camera that sends no frame for so long is stalled.");
  static final ConfigOption<String> GATE_FILES =
      ConfigOptions.key("gate.files")
          .stringType()
          .noDefaultValue()
          .withDescription("Directories of cameras' files. Default: of this file and its cameras.");
  static final ConfigOption<Integer> CAMERAS_PER_PROCESS =
      ConfigOptions.key("decode.cameras-per-process")
          .intType()
          .defaultValue(CameraAccess.CAMERAS_PER_PROCESS)
          .withDescription("Network cameras that one decoding process serves, 1 to 32.");
  static final ConfigOption<String> SECRETS_FILE =
      ConfigOptions.key("secrets-file")
          .stringType()
          .noDefaultValue()
          .withDescription("On each task manager, lines name=user:password of cameras' secrets.");

  static final List<ConfigOption<?>> ALL =
      List.of(
          GATE_SCHEMES,
          GATE_ALLOW,
          GATE_INTERNET,
          GATE_PATIENCE,
          GATE_FILES,
          CAMERAS_PER_PROCESS,
          SECRETS_FILE);

  private AccessOptions() {}

  /**
   * The places of secrets and of cameras' files are those of the task managers: they are not looked
   * for here.
   *
   * @param cameras of the file
   */
  static CameraAccess read(ConfigFile file, List<CameraSettings> cameras) {
    String secrets = file.get(SECRETS_FILE);
    return new CameraAccess(
        schemes(file),
        ConfigFile.words(file.get(GATE_ALLOW)),
        file.get(GATE_INTERNET),
        secrets == null ? null : file.path(secrets).toString(),
        file.get(GATE_PATIENCE),
        file.get(CAMERAS_PER_PROCESS),
        directories(file, cameras));
  }

  private static Set<Scheme> schemes(ConfigFile file) {
    return ConfigFile.words(file.get(GATE_SCHEMES)).stream()
        .map(
            name ->
                Scheme.of(name.toLowerCase(Locale.ROOT))
                    .orElseThrow(
                        () -> file.wrong(GATE_SCHEMES, "some of http, rtmp, rtmps, udp", name)))
        .collect(Collectors.toSet());
  }

  /** Whoever writes the file says where cameras are; whoever writes to a topic does not. */
  private static List<String> directories(ConfigFile file, List<CameraSettings> cameras) {
    String listed = file.get(GATE_FILES);
    if (listed != null) {
      return ConfigFile.words(listed).stream().map(text -> file.path(text).toString()).toList();
    }
    Set<String> directories = new TreeSet<>();
    directories.add(file.path(".").toString());
    for (CameraSettings camera : cameras) {
      String url = camera.url();
      if (!url.contains("://") && Path.of(url).getParent() != null) {
        directories.add(Path.of(url).getParent().toString());
      }
    }
    return List.copyOf(directories);
  }
}
