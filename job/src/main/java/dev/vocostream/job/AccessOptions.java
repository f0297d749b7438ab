package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.process.DecoderPool;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Scheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;

/** Options of what cameras may be reached, and how; {@link JobConfig} alone reads them. */
final class AccessOptions {
  private static final Option<String> GATE_SCHEMES =
      Option.list(
          "gate.schemes",
          Bounds.someOf("http", "rtmp", "rtmps", "udp", "srt"),
          "Schemes of cameras beyond rtsp, rtsps and https.");
  private static final Option<String> GATE_ALLOW =
      Option.list(
          "gate.allow",
          Bounds.listOf("ranges such as 10.0.0.0/8"),
          "Where cameras are that are not on the Internet.");
  private static final Option<Boolean> GATE_INTERNET =
      Option.flag(
          "gate.internet", true, "Whether cameras may be at public addresses that are not listed.");
  private static final Option<Duration> GATE_PATIENCE =
      Option.duration(
          "gate.patience",
          Duration.ofSeconds(20),
          Bounds.between(Duration.ofMillis(1), Duration.ofDays(1)),
          "A camera that sends no frame for so long is stalled.");
  private static final Option<MemorySize> GATE_RATE =
      Option.size(
          "gate.bytes-per-second",
          new MemorySize(ProxySettings.BYTES_PER_SECOND),
          new Bounds<>(
              "64 kb to 1 gb", size -> size.getBytes() >= 64 << 10 && size.getBytes() <= 1 << 30),
          "What a network camera may send; what comes faster waits, datagrams are lost.");
  private static final Option<String> GATE_FILES =
      Option.list(
          "gate.files",
          Bounds.listOf("directories"),
          "Where cameras' files are; left out: where voco.yaml and its cameras are.");
  private static final Option<Integer> CAMERAS_PER_PROCESS =
      Option.number(
          "decode.cameras-per-process",
          CameraAccess.CAMERAS_PER_PROCESS,
          Bounds.between(1, DecoderPool.MOST_IN_A_PROCESS),
          "Network cameras that one decoding process serves.");
  private static final Option<String> SECRETS_FILE =
      Option.text(
          "secrets-file",
          Bounds.TEXT,
          "On each task manager, lines name=user:password of cameras' secrets.");

  static final List<Option<?>> ALL =
      List.of(
          GATE_SCHEMES,
          GATE_ALLOW,
          GATE_INTERNET,
          GATE_PATIENCE,
          GATE_RATE,
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
        directories(file, cameras),
        file.get(GATE_RATE).getBytes());
  }

  private static Set<Scheme> schemes(ConfigFile file) {
    return ConfigFile.words(file.get(GATE_SCHEMES)).stream()
        .map(name -> Scheme.of(name.toLowerCase(Locale.ROOT)).orElseThrow())
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
