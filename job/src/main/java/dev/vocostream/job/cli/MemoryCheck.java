package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine has room for broker, Flink and model. */
final class MemoryCheck {
  /** Heap 1 GiB, RocksDB and libtorch 0.5 GiB, broker 0.5 GiB; see job/RATIONALE.md. */
  private static final long NEEDED_MIB = 2048;

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private MemoryCheck() {}

  /**
   * @throws SetupException if there is too little
   */
  static void require() {
    require(availableMib());
  }

  /**
   * @param available MiB; negative where the system does not say
   */
  static void require(long available) {
    if (available >= 0 && available < NEEDED_MIB) {
      throw new SetupException(
          "needs %d MiB of free memory, found %d MiB: end other programs, or give this machine more"
              .formatted(NEEDED_MIB, available));
    }
  }

  private static long availableMib() {
    if (!Files.isReadable(MEMINFO)) {
      return -1;
    }
    try {
      return Files.readAllLines(MEMINFO).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(-1);
    } catch (IOException e) {
      return -1;
    }
  }
}
