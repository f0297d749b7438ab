package dev.vocostream.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.handed.HandedJob;
import dev.vocostream.model.RgbImage;
import dev.vocostream.operators.Answer;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However slow a model is, and however many frames wait for it: a checkpoint waits for the batch
 * that it computes and for one more, and a job that is ended waits for neither.
 */
@Timeout(900)
class SlowModelITCase {
  /** Pictures as large as models see them, and small ones, of which many could be in buffers. */
  private static final int LARGE = 336;

  private static final int SMALL = 40;

  private static final int CAMERAS = 4;
  private static final int BATCH = 4;
  private static final int FRAMES = 200; // of each camera: more than are worked off by the end
  private static final int CHECKPOINTS = 3;
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long START = 1_000_000;

  @TempDir private Path directory;

  @ParameterizedTest(name = "of pictures of {0} pixels")
  @ValueSource(ints = {LARGE, SMALL})
  void aCheckpointWaitsForTwoBatchesAndTheEndForNone(int side) throws Exception {
    checkpointsAndTheEndWith(Duration.ofSeconds(2), side);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void soItDoesWithASlowerModel(int seconds) throws Exception {
    checkpointsAndTheEndWith(Duration.ofSeconds(seconds), LARGE);
  }

  /**
   * @param call what the model takes for a full batch
   * @param side of a picture, in pixels
   */
  private void checkpointsAndTheEndWith(Duration call, int side) throws Exception {
    PacedSource model = new PacedSource((int) call.toMillis() / BATCH, 0);
    VideoJob job = new VideoJob(config(call), model, PacedSource::describe);
    List<Duration> taken = new ArrayList<>();
    Duration end;
    try (HandedJob running = HandedJob.start(job, model, directory.resolve("flink"))) {
      film(running, side);
      awaitFirstFrame(running);
      for (int i = 0; i < CHECKPOINTS; i++) {
        taken.add(Duration.ofMillis(running.checkpoint().getEndToEndDuration()));
      }
      end = end(running);
    }
    System.out.printf("a batch took %s, checkpoints %s, the end %s%n", call, taken, end);
    assertThat(taken).allSatisfy(one -> assertThat(one).isLessThanOrEqualTo(most(call, side)));
    assertThat(end).isLessThan(QUICK);
  }

  /** Small pictures find room for two batches more, however small buffers get. */
  private static Duration most(Duration call, int side) {
    Duration batches = call.multipliedBy(side == SMALL ? 4 : 2);
    return batches.compareTo(QUICK) > 0 ? batches : QUICK;
  }

  /** How long the task that waits for the model goes on when it is to end. */
  private static Duration end(HandedJob job) {
    assertThat(isCompressing()).isTrue();
    long begun = System.nanoTime();
    CompletableFuture.runAsync(() -> close(job));
    await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> !isCompressing());
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static boolean isCompressing() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("sample -> compress"));
  }

  private static void close(HandedJob job) {
    try {
      job.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void film(HandedJob job, int side) {
    List<RgbImage> pictures =
        IntStream.range(0, CAMERAS)
            .mapToObj(camera -> Pictures.scaled(new FrameCode(camera, 0).draw(), side))
            .toList();
    for (int number = 0; number < FRAMES; number++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        byte[] rgb = pictures.get(camera).rgb();
        job.hand(
            CameraEvent.of(new Frame("cam" + camera, START + number * 1_000L, side, side, rgb)));
      }
    }
  }

  private static void awaitFirstFrame(HandedJob job) throws Exception {
    Question.Window first = new Question.Window(null, START, START);
    long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
    Question question =
        new Question("first", List.of("cam0"), "?", first, false, List.of(), 8, deadline);
    Answer answer = job.await(job.ask(QuestionMessage.of(question)), PATIENCE);
    assertThat(answer.answers().get(0).text()).isEqualTo(new FrameCode(0, 0).toString());
  }

  private JobConfig config(Duration call) throws Exception {
    String yaml =
        """
        model: {directory: .}
        checkpoints: {directory: checkpoints, interval: 24 h, timeout: %d s}
        erase: {within: 365 d}
        sample: {skip-unchanged: false}
        compress: {batch: {max-frames: %d}}
        cameras: [%s]
        """
            .formatted(
                Math.max(60, 3 * call.toSeconds()),
                BATCH,
                IntStream.range(0, CAMERAS)
                    .mapToObj("{id: cam%d, url: none.mp4}"::formatted)
                    .collect(Collectors.joining(", ")));
    return JobConfig.read(Files.writeString(directory.resolve("voco.yaml"), yaml));
  }
}
