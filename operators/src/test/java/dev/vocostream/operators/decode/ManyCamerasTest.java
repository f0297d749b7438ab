package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.decode.live.CameraAccess;
import dev.vocostream.operators.simulated.RtspServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many cameras on one machine, and what is left of them. All: {@code -Dvoco.cameras=200}, and
 * {@code -Dvoco.cameras-per-process=1} to compare, {@code -Dvoco.measured=20} frames for its cost.
 */
@Timeout(900)
class ManyCamerasTest extends WatchedCameras {
  private static final int CAMERAS = Integer.getInteger("voco.cameras", 20);
  private static final int PER_PROCESS =
      Integer.getInteger("voco.cameras-per-process", CameraAccess.CAMERAS_PER_PROCESS);
  private static final int MEASURED = Integer.getInteger("voco.measured", 0);
  private static final Duration LONG = Duration.ofMinutes(10);

  /** All are started at once, and share two cores. */
  @Override
  Duration patience() {
    return Duration.ofSeconds(20 + CAMERAS);
  }

  @Override
  int camerasPerProcess() {
    return PER_PROCESS;
  }

  private static CameraSettings slow(String id, RtspServer server) {
    return new CameraSettings(
        id, server.url(), 1, Play.LOOP, Pace.LIVE, Duration.ofMinutes(10), 1000, 1L << 20);
  }

  private static String name(int camera) {
    return "camera-" + camera;
  }

  @Test
  void eachIsPlayedAndNothingIsLeftOfThoseThatAreRemoved() throws Exception {
    int threadsBefore = Thread.activeCount();
    try (RtspServer server = server()) {
      List<CameraSettings> cameras =
          IntStream.range(0, CAMERAS).mapToObj(i -> slow(name(i), server)).toList();
      watch(null, cameras.toArray(CameraSettings[]::new));
      untilEach(0, CAMERAS, 3);
      int processes = Offspring.decoders().size();
      int atLeast = (CAMERAS + PER_PROCESS - 1) / PER_PROCESS;
      System.out.printf(
          "%d cameras: %d processes, %d MB resident, of which %d MB are shared by none; %d"
              + " threads%n",
          CAMERAS,
          processes,
          kib(Offspring.decoders(), "Rss") >> 10,
          kib(Offspring.decoders(), "Private_Dirty") >> 10,
          Offspring.threads().size());
      assertThat(processes).isGreaterThanOrEqualTo(atLeast);
      tellCost();

      remove(0, CAMERAS / 2);
      untilEach(CAMERAS / 2, CAMERAS, 3);
      remove(CAMERAS / 2, CAMERAS);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Offspring.decoders().isEmpty() && Offspring.threads().isEmpty());
    }
    assertThat(metrics.count("framesDecoded"))
        .isEqualTo(metrics.count("framesEmitted") + metrics.count("framesDropped"));
    assertThat(Thread.activeCount()).isLessThanOrEqualTo(threadsBefore + 2);
  }

  /** If it was asked for: what a camera costs while all are watched. */
  private void tellCost() throws Exception {
    if (MEASURED > 0) {
      long cpu = cpuNanos();
      long since = System.nanoTime();
      untilEach(0, CAMERAS, MEASURED);
      double millis = (cpuNanos() - cpu) / 1e6 / ((System.nanoTime() - since) / 1e9);
      System.out.printf(
          "%d a process: %.1f ms of processor time a second and camera, %d MB resident a camera,"
              + " %d MB of that its own%n",
          PER_PROCESS,
          millis / CAMERAS,
          kib(Offspring.decoders(), "Rss") / CAMERAS >> 10,
          kib(Offspring.decoders(), "Private_Dirty") / CAMERAS >> 10);
    }
  }

  private static long cpuNanos() {
    return Offspring.decoders().stream()
        .mapToLong(
            pid ->
                ProcessHandle.of(pid)
                    .flatMap(child -> child.info().totalCpuDuration())
                    .orElseThrow()
                    .toNanos())
        .sum();
  }

  private void untilEach(int from, int to, int more) throws Exception {
    int[] wanted = IntStream.range(0, CAMERAS).map(i -> frames(name(i)).size() + more).toArray();
    assertThat(
            reader.runUntil(
                LONG,
                events ->
                    IntStream.range(from, to)
                        .allMatch(i -> events.framesOf(name(i)).size() >= wanted[i])))
        .as("ended")
        .isFalse();
  }

  private void remove(int from, int to) {
    reader.give(
        IntStream.range(from, to)
            .mapToObj(i -> CameraSplit.removed(name(i)))
            .toArray(CameraSplit[]::new));
  }

  private static long kib(Collection<Long> processes, String what) throws Exception {
    long sum = 0;
    for (long pid : processes) {
      sum +=
          Arrays.stream(
                  Files.readString(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))
                      .split("\n"))
              .filter(line -> line.startsWith(what + ":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
              .sum();
    }
    return sum;
  }
}
