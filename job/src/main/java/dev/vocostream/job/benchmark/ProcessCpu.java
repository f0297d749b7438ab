package dev.vocostream.job.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of a process of this machine, to the nanosecond: the kernel counts it for each
 * thread, and forgets it with the thread, so it has to be read now and then.
 */
public final class ProcessCpu {
  private final Path process;
  private final Map<String, Long> nanosByThread = new HashMap<>();

  public ProcessCpu(long pid) {
    this(Path.of("/proc", String.valueOf(pid)));
  }

  /**
   * @param process its directory as in {@code /proc}
   */
  ProcessCpu(Path process) {
    this.process = process;
  }

  /** Reads it. A thread that ended since the last time is counted as of then. */
  void look() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path thread : threads) {
        look(thread);
      }
    } catch (IOException e) {
      // the process has ended, and what it had used is known
    }
  }

  private void look(Path thread) {
    try {
      String line = Files.readString(thread.resolve("schedstat"));
      long nanos = Long.parseLong(line.substring(0, line.indexOf(' ')));
      nanosByThread.put(thread.getFileName().toString(), nanos);
    } catch (IOException e) {
      // the thread has ended
    }
  }

  /** User and system time of all threads that were ever seen. */
  long nanos() {
    return nanosByThread.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Resident memory now; 0 after the end. */
  public long residentBytes() {
    try {
      return Files.readAllLines(process.resolve("status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** Whether this kernel counts so. */
  static boolean isPossible() {
    return Files.isReadable(Path.of("/proc/self/schedstat"));
  }
}
