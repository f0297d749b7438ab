package dev.vocostream.job;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.decode.process.DecoderPool;
import dev.vocostream.operators.gate.AddressRule;
import dev.vocostream.operators.gate.BlockedUrlException;
import dev.vocostream.operators.gate.CameraUrl;
import dev.vocostream.operators.gate.GateSettings;
import dev.vocostream.operators.gate.ProxySettings;
import dev.vocostream.operators.gate.Scheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
          "On each task manager, lines name@host=user:password of cameras' secrets.");

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
    Set<Scheme> schemes = schemes(file);
    return new CameraAccess(
        schemes,
        ConfigFile.words(file.get(GATE_ALLOW)),
        file.get(GATE_INTERNET),
        secrets == null ? null : file.path(secrets).toString(),
        file.get(GATE_PATIENCE),
        file.get(CAMERAS_PER_PROCESS),
        directories(file, cameras),
        file.get(GATE_RATE).getBytes(),
        secretHosts(schemes, cameras));
  }

  private static Set<Scheme> schemes(ConfigFile file) {
    return ConfigFile.words(file.get(GATE_SCHEMES)).stream()
        .map(name -> Scheme.of(name.toLowerCase(Locale.ROOT)).orElseThrow())
        .collect(Collectors.toSet());
  }

  /** Of cameras that the gate will block it does not matter where they are. */
  private static Map<String, Set<String>> secretHosts(
      Set<Scheme> schemes, List<CameraSettings> cameras) {
    GateSettings settings = GateSettings.of(AddressRule.allowing(), schemes.toArray(Scheme[]::new));
    Map<String, Set<String>> hosts = new TreeMap<>();
    for (CameraSettings camera : cameras) {
      try {
        if (!camera.credentials().isEmpty()) {
          String host = CameraUrl.parse(camera.url(), settings).host();
          hosts.computeIfAbsent(camera.credentials(), name -> new TreeSet<>()).add(host);
        }
      } catch (BlockedUrlException e) {
        // its state will say so
      }
    }
    return hosts;
  }

  /** Whoever writes the file says where cameras are; whoever writes to a topic does not. */
  private static List<String> directories(ConfigFile file, List<CameraSettings> cameras) {
    String listed = file.get(GATE_FILES);
    if (listed != null) {
      return ConfigFile.items(listed).stream().map(text -> file.path(text).toString()).toList();
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
