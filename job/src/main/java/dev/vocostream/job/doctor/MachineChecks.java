package dev.vocostream.job.doctor;

import dev.vocostream.job.Finding;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.local.Ports;
import dev.vocostream.model.serving.MemoryNeed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/** Asks this machine; {@link MachineRules} judges. */
public final class MachineChecks {
  private static final List<String> TOOLS = List.of("prlimit", "setpriv");
  private static final List<String> PLACES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
  private static final Path LIMITS = Path.of("/proc/self/limits");

  private MachineChecks() {}

  /**
   * @param uiPort of Flink's web page, when the job runs in a process of this machine
   */
  public static List<Check> all(int uiPort) {
    return List.of(
        Check.of(
            "java",
            () -> MachineRules.java(Runtime.version().feature(), Runtime.version().toString())),
        Check.of("platform", () -> MachineRules.platform(Loader.Detector.getPlatform())),
        Check.of("libc", () -> MachineRules.glibc(glibc())),
        Check.of("memory", () -> MachineRules.memory(MemoryNeed.freeOnCpu())),
        Check.of("disk of natives", () -> disk("natives", Loader.getCacheDir().toPath())),
        Check.of(
            "disk of scratch",
            () -> disk("scratch", Path.of(System.getProperty("java.io.tmpdir")))),
        Check.of("open files", () -> MachineRules.openFiles(openFiles())),
        Check.of("environment", () -> MachineRules.environment(System.getenv())),
        Check.of("limits", () -> MachineRules.limits(missingTools())),
        Check.of("port", () -> port(uiPort)));
  }

  /** Whether the wall clock went with the monotonic one since now, when it is looked at last. */
  public static Check clock() {
    long wall = System.currentTimeMillis();
    long monotonic = System.nanoTime();
    return Check.of(
        "clock",
        () ->
            MachineRules.clock(
                System.currentTimeMillis() - wall,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - monotonic)));
  }

  private static Finding disk(String what, Path place) throws IOException {
    return MachineRules.disk(what, place, Files.getFileStore(place).getUsableSpace());
  }

  /** In use is no fault where it is the job itself that uses it. */
  private static Finding port(int port) {
    try {
      Ports.requireFree(port, "Flink's web page", "ui-port");
      return Finding.ok("port", port + " is free, for Flink's web page");
    } catch (SetupException e) {
      return Finding.warn(
          "port", e.getMessage(), "a free port", "nothing, if this job uses it; else as said");
    }
  }

  private static String glibc() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("getconf", "GNU_LIBC_VERSION").redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? said : "";
  }

  private static List<String> missingTools() {
    return TOOLS.stream()
        .filter(
            tool -> PLACES.stream().noneMatch(place -> Files.isExecutable(Path.of(place, tool))))
        .toList();
  }

  private static long openFiles() throws IOException {
    if (!Files.isReadable(LIMITS)) {
      return -1;
    }
    return Files.readAllLines(LIMITS).stream()
        .filter(line -> line.matches("Max open files\\s+\\d+.*"))
        .mapToLong(line -> Long.parseLong(line.split("\\s+")[3]))
        .findFirst()
        .orElse(-1);
  }
}
