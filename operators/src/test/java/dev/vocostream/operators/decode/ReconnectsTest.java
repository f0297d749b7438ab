package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraSettings;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Cameras whose line is cut again and again leave nothing behind, here or in the processes that
 * decode them. {@code -Dvoco.reconnects=} of all of them together.
 */
@Tag("slow")
@Timeout(1800)
class ReconnectsTest extends WatchedCameras {
  private static final int CAMERAS = 20;
  private static final int RECONNECTS = Integer.getInteger("voco.reconnects", 500);
  private static final int ROUNDS = RECONNECTS / CAMERAS;

  /** By then every buffer is as large as it gets, and what is compiled is compiled. */
  private static final int SETTLED = Math.max(1, ROUNDS / 5);

  private static final long MOST_BYTES_EACH = 64 << 10;

  private final List<SickCamera> cameras = new ArrayList<>();

  /**
   * @param heap bytes that are reachable here
   * @param children bytes of decoders' own
   */
  private record Held(long heap, long children, int processes, int threads, int files) {}

  @AfterEach
  void closeCameras() {
    cameras.forEach(SickCamera::close);
  }

  @Override
  Duration patience() {
    return Duration.ofSeconds(30); // all connect at once, on two cores
  }

  @Test
  void nothingIsLeftOfConnectionsThatWereLost() throws Exception {
    List<CameraSettings> settings = new ArrayList<>();
    for (int i = 0; i < CAMERAS; i++) {
      SickCamera camera = new SickCamera("camera-" + i, clip, clip);
      cameras.add(camera);
      settings.add(camera(camera.id(), camera.url().replace(camera.host(), "127.0.0.1"), ""));
    }
    watch(null, settings.toArray(CameraSettings[]::new));
    untilEachShows();
    reader.events.forget();
    Held settled = null;
    for (int round = 1; round <= ROUNDS; round++) {
      cameras.forEach(SickCamera::cut);
      untilEachShows();
      for (SickCamera camera : cameras) {
        assertThat(reader.events.changesOf(camera.id())).as("lost and found").hasSizeGreaterThan(1);
      }
      reader.events.forget();
      if (round % SETTLED == 0 || round == ROUNDS) {
        Held held = held();
        System.out.printf("%d reconnects: %s%n", round * CAMERAS, held);
        settled = settled == null ? held : settled;
      }
    }
    Held last = held();
    long since = (long) (ROUNDS - SETTLED) * CAMERAS;
    long grown = last.heap() + last.children() - settled.heap() - settled.children();
    assertThat(grown / since).as("bytes a reconnect").isLessThanOrEqualTo(MOST_BYTES_EACH);
    assertThat(last.processes()).as("processes").isLessThanOrEqualTo(settled.processes());
    assertThat(last.threads()).as("threads").isLessThanOrEqualTo(settled.threads() + 2);
    assertThat(last.files()).as("open files").isLessThanOrEqualTo(settled.files() + CAMERAS);
  }

  /** Frames of the next connection; those on their way when the line was cut are not so many. */
  private void untilEachShows() throws Exception {
    int[] wanted = cameras.stream().mapToInt(camera -> count(camera) + 25).toArray();
    until(
        events ->
            IntStream.range(0, wanted.length).allMatch(i -> count(cameras.get(i)) >= wanted[i]));
  }

  private int count(SickCamera camera) {
    return reader.events.frameCount(camera.id());
  }

  private static Held held() throws Exception {
    System.gc();
    long children = 0;
    for (long pid : Offspring.decoders()) {
      try (Stream<String> lines =
          Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
        children +=
            lines
                .filter(line -> line.startsWith("Anonymous:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
                .sum();
      }
    }
    String[] files = new File("/proc/self/fd").list();
    return new Held(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        children,
        Offspring.decoders().size(),
        Thread.activeCount(),
        files == null ? 0 : files.length);
  }
}
