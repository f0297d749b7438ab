package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process holds when its garbage is collected.
 *
 * @param heap bytes that are reachable
 * @param direct bytes of buffers beside it
 * @param resident bytes of its own in RAM, without mapped files
 */
record HeldMemory(long heap, long direct, long resident) {
  private static final long SLACK = 48L << 20;

  static HeldMemory now() throws IOException {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    long resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("RssAnon:"))
            .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]) * 1024)
            .sum();
    return new HeldMemory(heap, direct, resident);
  }

  /** But for what a JVM takes for itself as it goes. */
  void assertNoMoreThan(HeldMemory before) {
    System.out.printf("memory before %s, after %s%n", before, this);
    assertThat(heap).as("heap").isLessThan(before.heap + SLACK);
    assertThat(direct).as("direct buffers").isLessThan(before.direct + SLACK);
    assertThat(resident).as("resident").isLessThan(before.resident + 2 * SLACK);
  }
}
