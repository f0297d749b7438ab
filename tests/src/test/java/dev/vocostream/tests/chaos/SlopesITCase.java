package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.VideoJob;
import dev.vocostream.tests.chaos.ChaosCamera.Play;
import dev.vocostream.tests.chaos.Slope.Point;
import dev.vocostream.tests.job.Mailbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a task manager holds does not grow with what it has done: cameras race, questions come, and
 * the slopes are flat. {@code -Dvocostream.minutes=} says for how long; the first third is left
 * out.
 */
@Tag("chaos")
@Timeout(value = 3, unit = TimeUnit.HOURS)
class SlopesITCase {
  private static final int MINUTES = Integer.getInteger("vocostream.minutes", 10);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final double MOST_BYTES_PER_FRAME = 1024;

  /** With four KiB of each, the task manager's direct memory is full soon after; then it fails. */
  private static final long LEAKED_FRAMES = 30_000;

  private static final List<ChaosCamera> CAMERAS =
      List.of(new ChaosCamera(0, 600, Play.RACING, 200), new ChaosCamera(1, 600, Play.RACING, 50));

  @TempDir private Path directory;

  @Test
  void nothingGrowsWithTheFramesThatWereSeen() throws Exception {
    List<Footprint> settled = settled(false, Duration.ofMinutes(MINUTES), Long.MAX_VALUE);
    assertThat(bytesPerFrame(settled)).as("bytes a frame").isLessThan(MOST_BYTES_PER_FRAME);
    assertThat(Slope.most(points(settled)))
        .as("bytes a frame, at most")
        .isLessThan(2 * MOST_BYTES_PER_FRAME);
    assertThat(grown(settled, Footprint::threads)).as("threads").isBetween(0.0, 1.1);
    assertThat(grown(settled, Footprint::files)).as("open files").isBetween(0.0, 1.25);
    assertThat(grown(settled, Footprint::state)).as("bytes of state").isBetween(0.0, 1.25);
  }

  /** If this is not found, the test above finds nothing either. */
  @Test
  void aModelThatKeepsFourKibibytesOfEachFrameIsFound() throws Exception {
    List<Footprint> settled =
        settled(true, Duration.ofMinutes(Math.min(MINUTES, 2)), LEAKED_FRAMES);
    assertThat(bytesPerFrame(settled)).as("bytes a frame").isGreaterThan(2 * MOST_BYTES_PER_FRAME);
  }

  private static double bytesPerFrame(List<Footprint> settled) {
    return Slope.of(points(settled));
  }

  private static List<Point> points(List<Footprint> settled) {
    return settled.stream().map(f -> new Point(f.frames(), f.memory())).toList();
  }

  /**
   * How often the first half's most goes into the second's: files and state rise until RocksDB
   * compacts, and fall then.
   */
  private static double grown(List<Footprint> settled, ToLongFunction<Footprint> what) {
    int half = settled.size() / 2;
    double before = settled.subList(0, half).stream().mapToLong(what).max().orElseThrow();
    return settled.subList(half, settled.size()).stream().mapToLong(what).max().orElseThrow()
        / before;
  }

  private List<Footprint> settled(boolean leaks, Duration time, long mostFrames) throws Exception {
    // A heap that is not there yet looks like a leak while it comes.
    try (ChaosCluster cluster = new ChaosCluster(directory, List.of("-XX:+AlwaysPreTouch"))) {
      cluster.start(1);
      ChaosSite site = new ChaosSite(directory, cluster.bootstrap(), CAMERAS, "1 s");
      site.writeClips();
      VideoJob job = site.job(2, leaks);
      job.checkBroker(true);
      cluster.submit(job);
      List<Footprint> all = new ArrayList<>();
      try (Mailbox mailbox = new Mailbox(job.config().kafka());
          Questioner asker = new Questioner(job.config().kafka(), CAMERAS, Seed.random())) {
        asker.allow(Integer.MAX_VALUE);
        asker.start(5);
        long frames = 0;
        for (long end = System.nanoTime() + time.toNanos();
            System.nanoTime() < end && frames < mostFrames; ) {
          all.add(look(cluster, mailbox));
          frames = all.get(all.size() - 1).frames();
          TimeUnit.NANOSECONDS.sleep(EVERY.toNanos()); // the time between two samples
        }
      }
      all.forEach(System.out::println);
      return all.subList(all.size() / 3, all.size());
    }
  }

  private static Footprint look(ChaosCluster cluster, Mailbox mailbox) throws Exception {
    long frames = 0;
    for (ChaosCamera camera : CAMERAS) {
      JsonNode counts = mailbox.status(camera.id()).path("counts");
      frames += counts.path("remembered").asLong();
    }
    return Footprint.of(cluster.taskManagers().get(0), frames, cluster.health().stateBytes());
  }
}
