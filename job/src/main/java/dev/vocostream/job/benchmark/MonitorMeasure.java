package dev.vocostream.job.benchmark;

import dev.vocostream.model.benchmark.Measured;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorScore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * How soon monitors that fall due with one frame have their scores, and what each of them costs. A
 * frame of stock costs nothing to compress, and the window that they share slides on with it.
 */
final class MonitorMeasure {
  /** Due together. */
  static final List<Integer> COUNTS = List.of(1, 10, 100);

  private static final long PATIENCE_MINUTES = 10;

  private final BenchmarkJob job;
  private final FilmedCameras cameras;
  private final JobPlan plan;
  private final List<String> texts;
  private final BlockingQueue<Scored> scores = new LinkedBlockingQueue<>();

  // -- measured, seconds, by how many were due
  private final Map<Integer, Measured> each = new TreeMap<>();
  private final Map<Integer, Measured> dueToScore = new TreeMap<>();

  private record Scored(MonitorScore score, long nanos) {}

  /**
   * @param texts of as many monitors as the most that are due together
   */
  MonitorMeasure(BenchmarkJob job, FilmedCameras cameras, JobPlan plan, List<String> texts) {
    this.job = job;
    this.cameras = cameras;
    this.plan = plan;
    this.texts = texts;
  }

  /** Leaves no monitor behind. */
  void run(Consumer<String> progress) throws Exception {
    job.onScore(score -> scores.add(new Scored(score, System.nanoTime())));
    int watching = 0;
    for (int count : COUNTS) {
      progress.accept("monitors, %d due together".formatted(count));
      for (; watching < count; watching++) {
        job.watch(monitor(watching));
      }
      awaitAll(count);
      each.put(count, new Measured());
      dueToScore.put(count, new Measured());
      for (int round = 0; round < plan.monitored(); round++) {
        fallDue(count);
      }
    }
    for (int i = 0; i < watching; i++) {
      job.watchNoMore(monitor(i).id());
    }
  }

  private Monitor monitor(int number) {
    long window = (plan.reencoded() - 1) * 1_000L;
    String id = "monitor-" + number;
    List<String> watched = List.of(FilmedCameras.name(0));
    return new Monitor(id, watched, texts.get(number), 0, window, 1, 0, 0, null);
  }

  /**
   * A monitor that was just added may miss the next frame, and one that is still being asked skips
   * it. How long a model is silent before its first score is not known.
   */
  private void awaitAll(int count) throws Exception {
    long silence = 1; // seconds
    while (scoredOf(cameras.filmOne(0), count, silence) < count) {
      silence *= 2;
    }
  }

  private long scoredOf(long at, int count, long silence) throws Exception {
    long scored = 0;
    while (scored < count) {
      Scored next = take(silence);
      if (next == null) {
        break;
      }
      scored += next.score.at() == at ? 1 : 0;
    }
    return scored;
  }

  private void fallDue(int count) throws Exception {
    long start = System.nanoTime();
    long at = cameras.filmOne(0);
    double last = 0;
    for (int i = 0; i < count; i++) {
      Scored scored = take(60 * PATIENCE_MINUTES);
      if (scored == null || scored.score.at() != at) {
        throw new IllegalStateException(
            "expected %d scores of %d, found %s after %d of them".formatted(count, at, scored, i));
      }
      last = (scored.nanos - start) / 1e9;
      dueToScore.get(count).add(last);
    }
    each.get(count).add(last / count);
  }

  private Scored take(long seconds) throws InterruptedException {
    return scores.poll(seconds, TimeUnit.SECONDS);
  }

  /** Seconds for each of so many that are due together. */
  Measured each(int count) {
    return each.get(count);
  }

  /** Seconds from the frame to a score. */
  Measured dueToScore(int count) {
    return dueToScore.get(count);
  }
}
