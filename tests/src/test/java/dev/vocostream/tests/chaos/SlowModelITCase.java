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
import org.junit.jupiter.api.Test;
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
  /** Pictures as large as models see them; of small ones many are on their way in buffers. */
  private static final int SIDE = 336;

  private static final int CAMERAS = 4;
  private static final int BATCH = 4;
  private static final int FRAMES = 200; // of each camera: more than are worked off by the end
  private static final int CHECKPOINTS = 3;
  private static final Duration QUICK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long START = 1_000_000;

  private static final List<RgbImage> PICTURES =
      IntStream.range(0, CAMERAS)
          .mapToObj(camera -> Pictures.scaled(new FrameCode(camera, 0).draw(), SIDE))
          .toList();

  @TempDir private Path directory;

  @Test
  void aCheckpointWaitsForTwoBatchesAndTheEndForNone() throws Exception {
    checkpointsAndTheEndWith(Duration.ofSeconds(2));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {10, 60})
  void soItDoesWithASlowerModel(int seconds) throws Exception {
    checkpointsAndTheEndWith(Duration.ofSeconds(seconds));
  }

  /**
   * @param call what the model takes for a full batch
   */
  private void checkpointsAndTheEndWith(Duration call) throws Exception {
    PacedSource model = new PacedSource((int) call.toMillis() / BATCH, 0);
    VideoJob job = new VideoJob(config(call), model, PacedSource::describe);
    List<Duration> taken = new ArrayList<>();
    Duration end;
    try (HandedJob running = HandedJob.start(job, model, directory.resolve("flink"))) {
      film(running);
      awaitFirstFrame(running);
      for (int i = 0; i < CHECKPOINTS; i++) {
        taken.add(Duration.ofMillis(running.checkpoint().getEndToEndDuration()));
      }
      end = end(running);
    }
    System.out.printf("a batch took %s, checkpoints %s, the end %s%n", call, taken, end);
    Duration most = call.multipliedBy(2).compareTo(QUICK) > 0 ? call.multipliedBy(2) : QUICK;
    assertThat(taken).allSatisfy(one -> assertThat(one).isLessThanOrEqualTo(most));
    assertThat(end).isLessThan(QUICK);
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

  private static void film(HandedJob job) {
    for (int number = 0; number < FRAMES; number++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        byte[] rgb = PICTURES.get(camera).rgb();
        job.hand(
            CameraEvent.of(new Frame("cam" + camera, START + number * 1_000L, SIDE, SIDE, rgb)));
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
