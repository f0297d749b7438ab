package dev.vocostream.operators.decode;

import static dev.vocostream.operators.decode.SelfDescribingClip.camera;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import dev.vocostream.operators.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CameraSourceITCase {
  private static final int FRAMES = 400;

  @TempDir static Path dir;

  private static Path clip;

  @BeforeAll
  static void writeClip() throws Exception {
    clip = SelfDescribingClip.write(dir.resolve("clip.mp4"), FRAMES, 10);
  }

  @BeforeEach
  void forgetFailures() {
    FailsAfterACheckpoint.failuresLeft.set(0);
  }

  @Test
  void endsWhenEveryCameraHasEnded() throws Exception {
    Map<String, List<Frame>> frames = run(environment(), cameras("a", "b", "c"), events -> events);
    assertThat(frames).containsOnlyKeys("a", "b", "c");
    frames.values().forEach(CameraSourceITCase::assertComplete);
  }

  /** The task fails between checkpoints; the enumerator survives it. */
  @Test
  void losesAndRepeatsNothingWhenTasksFail() throws Exception {
    long seed = System.nanoTime();
    System.out.println("losesAndRepeatsNothingWhenTasksFail seed " + seed);
    FailsAfterACheckpoint.failuresLeft.set(2);
    int records = 20 + new Random(seed).nextInt(80);
    StreamExecutionEnvironment environment = environment();
    environment.enableCheckpointing(50);

    Map<String, List<Frame>> frames =
        run(
            environment,
            cameras("a", "b", "c"),
            events -> events.map(new FailsAfterACheckpoint(records)).returns(CameraEvent.class));

    assertThat(FailsAfterACheckpoint.failuresLeft).hasValue(0);
    assertThat(frames).containsOnlyKeys("a", "b", "c");
    frames.values().forEach(CameraSourceITCase::assertComplete);
  }

  /** One reader has finished when the other fails: a finished task is in no checkpoint. */
  @Test
  void playsNothingTwiceWhenAReaderHadFinishedBefore() throws Exception {
    FailsAfterACheckpoint.failuresLeft.set(1);
    Path brief = SelfDescribingClip.write(dir.resolve("brief.mp4"), 5, 10);
    StreamExecutionEnvironment environment = environment();
    environment.enableCheckpointing(50);
    List<CameraSettings> cameras =
        List.of(
            camera("brief", brief, 10, Play.ONCE, Pace.FAST),
            camera("long", clip, 10, Play.ONCE, Pace.FAST));

    Map<String, List<Frame>> frames =
        run(
            environment,
            cameras,
            events -> events.map(new FailsAfterACheckpoint(250)).returns(CameraEvent.class));

    assertThat(FailsAfterACheckpoint.failuresLeft).hasValue(0);
    assertThat(CameraReaderTest.numbers(frames.get("brief"))).containsExactly(0, 1, 2, 3, 4);
    assertComplete(frames.get("long"));
  }

  @Test
  void isCancelledAtOnce() throws Exception {
    StreamExecutionEnvironment environment = environment();
    List<CameraSettings> cameras =
        List.of(
            camera("live", clip, 10, Play.LOOP, Pace.LIVE),
            camera("fast", clip, 10, Play.LOOP, Pace.FAST),
            camera("gone", dir.resolve("gone.mp4"), 10, Play.LOOP, Pace.FAST));
    Frames.seen.set(0);
    source(environment, cameras)
        .map(new Frames())
        .returns(CameraEvent.class)
        .sinkTo(new DiscardingSink<>());
    JobClient job = environment.executeAsync();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Frames.seen.get() > 20);

    long before = System.nanoTime();
    CompletableFuture<?> end = job.getJobExecutionResult();
    job.cancel();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(end::isDone);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
  }

  private static void assertComplete(List<Frame> frames) {
    assertThat(CameraReaderTest.numbers(frames)).isEqualTo(CameraReaderTest.numbers(0, 1, FRAMES));
    long start = frames.get(0).time();
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).time()).isEqualTo(start + i * 100L);
    }
  }

  private static List<CameraSettings> cameras(String... ids) {
    List<CameraSettings> cameras = new ArrayList<>();
    for (String id : ids) {
      cameras.add(camera(id, clip, 10, Play.ONCE, Pace.FAST));
    }
    return cameras;
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "5");
    configuration.setString("restart-strategy.fixed-delay.delay", "50 ms");
    configuration.setString("pipeline.generic-types", "false");
    return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
  }

  private static DataStream<CameraEvent> source(
      StreamExecutionEnvironment environment, List<CameraSettings> cameras) {
    CameraSource source = new CameraSource(new FixedCameraDirectory(cameras), 80);
    return environment.fromSource(source, WatermarkStrategy.noWatermarks(), "cameras");
  }

  private interface Stage {
    DataStream<CameraEvent> after(DataStream<CameraEvent> events);
  }

  @SuppressWarnings("try") // Flink's iterator may be interrupted in close
  private static Map<String, List<Frame>> run(
      StreamExecutionEnvironment environment, List<CameraSettings> cameras, Stage stage)
      throws Exception {
    List<CameraEvent> events = new ArrayList<>();
    try (CloseableIterator<CameraEvent> all =
        stage.after(source(environment, cameras)).executeAndCollect()) {
      all.forEachRemaining(events::add);
    }
    return events.stream()
        .map(CameraEvent::frame)
        .filter(Objects::nonNull)
        .collect(Collectors.groupingBy(Frame::camera));
  }

  /** Fails some times in all, each time after a checkpoint that covers some records. Slow. */
  private static final class FailsAfterACheckpoint
      implements MapFunction<CameraEvent, CameraEvent>, CheckpointListener {
    static final AtomicInteger failuresLeft = new AtomicInteger();

    private final int records;
    private boolean due;
    private int seen;

    FailsAfterACheckpoint(int records) {
      this.records = records;
    }

    @Override
    public CameraEvent map(CameraEvent event) {
      LockSupport.parkNanos(1_000_000);
      seen++;
      if (due && failuresLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new IllegalStateException("made to fail at record " + seen);
      }
      return event;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      due |= seen >= records;
    }
  }

  /** Counts, so that a test can wait for the job to be at work. */
  private static final class Frames implements MapFunction<CameraEvent, CameraEvent> {
    static final AtomicInteger seen = new AtomicInteger();

    @Override
    public CameraEvent map(CameraEvent event) {
      seen.incrementAndGet();
      return event;
    }
  }
}
