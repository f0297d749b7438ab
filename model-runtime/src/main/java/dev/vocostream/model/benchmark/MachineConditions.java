package dev.vocostream.model.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/** What every figure depends on: the machine, and what else it does. */
public final class MachineConditions {
  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private MachineConditions() {}

  /** Adds {@code java}, {@code cpu}, {@code cores} and {@code load_average}. */
  public static void addTo(ObjectNode conditions) {
    conditions.put("java", Runtime.version().toString());
    conditions.put("cpu", cpu()).put("cores", Runtime.getRuntime().availableProcessors());
    conditions.put(
        "load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /** Of one of JavaCPP's libraries, by its artifact's name. */
  public static String version(String artifact) {
    try {
      return Loader.getVersion("org.bytedeco", artifact);
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String cpu() {
    try {
      return Files.readAllLines(CPUS).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
