package dev.vocostream.tests.chaos;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.handed.HandedJob;
import dev.vocostream.model.BadNumericsException;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.model.OverloadedException;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.QuestionMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the whole job makes of faults of the model that leave its process sound; a job that is
 * handed its ends fails for good if it fails, so every later answer shows that it did not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelFaultsITCase {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long START = 1_000_000;
  private static final int BATCH = 4;
  private static final RuntimeException NO_MEMORY =
      new RuntimeException("CUDA out of memory. Tried to allocate 2.00 GiB.");

  private final FakeSource source = new FakeSource(UUID.randomUUID().toString());
  private HandedJob job;
  private int asked;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    String yaml =
        """
        model: {directory: .}
        checkpoints: {directory: checkpoints, interval: 24 h}
        erase: {within: 365 d}
        sample: {skip-unchanged: false}
        compress: {batch: {max-frames: %d, max-age: 1 min}}
        cameras: [{id: once, url: none.mp4}, {id: ever, url: none.mp4}, {id: nan, url: none.mp4}]
        """
            .formatted(BATCH);
    JobConfig config = JobConfig.read(Files.writeString(directory.resolve("voco.yaml"), yaml));
    VideoJob described = new VideoJob(config, source, source::describe);
    job = HandedJob.start(described, source, directory.resolve("flink"));
  }

  @AfterAll
  void end() throws Exception {
    job.close();
  }

  @Test
  void noFrameAndNoAnswerIsLostWhereMemoryIsShortOnce() throws Exception {
    awaitModel("once");
    failOnce(() -> NO_MEMORY);
    film("once", 4);
    CameraAnswer answer = ask("once", 7);
    assertThat(answer.text()).isEqualTo(answerTo("once", times(8)));
    assertThat(answer.window().gaps()).isEmpty();
  }

  @Test
  void whileMemoryStaysShortFramesAreGapsAndQuestionsOverloadedAndThenAllIsWell() throws Exception {
    awaitModel("ever");
    int before = model().calls();
    model().failAfter(0, () -> new OverloadedException("no memory for 1 at once", NO_MEMORY));
    film("ever", 4);
    await().atMost(PATIENCE).until(() -> model().calls() >= before + 1 + 1 + BATCH);
    CameraAnswer refused = ask("ever", 3);
    assertThat(refused.status()).isEqualTo(Status.OVERLOADED);
    assertThat(refused.reason()).isEqualTo("overloaded: no memory for 1 at once");

    model().recover();
    film("ever", 8);
    CameraAnswer answer = ask("ever", 11);
    assertThat(answer.window().frames()).isEqualTo(2 * BATCH);
    assertThat(answer.window().gaps())
        .containsExactly(new Gap(START + 3_000, START + 8_000, "missing"));
  }

  @Test
  void whatIsNoNumberIsAFailedAnswerOrAFrameLess() throws Exception {
    awaitModel("nan");
    failOnce(() -> new BadNumericsException("the logits are not finite"));
    CameraAnswer refused = ask("nan", 3);
    assertThat(refused.status()).isEqualTo(Status.FAILED);
    assertThat(refused.reason()).isEqualTo("model: the logits are not finite");

    model().refuse(image("nan", START + 5_000));
    film("nan", 4);
    CameraAnswer answer = ask("nan", 7);
    model().recover();
    assertThat(answer.text())
        .isEqualTo(
            answerTo(
                "nan",
                START,
                START + 1_000,
                START + 2_000,
                START + 3_000,
                START + 4_000,
                START + 6_000,
                START + 7_000));
  }

  /** It has shown that it answers, and is there to be made to fail. */
  private void awaitModel(String camera) throws Exception {
    film(camera, 0);
    assertThat(ask(camera, 3).text()).isEqualTo(answerTo(camera, times(BATCH)));
  }

  private static long[] times(int count) {
    return LongStream.range(0, count).map(i -> START + i * 1_000).toArray();
  }

  /** A batch, which waits for nothing else. */
  private void film(String camera, int first) {
    for (int number = first; number < first + BATCH; number++) {
      job.hand(seen(camera, START + number * 1_000L));
    }
  }

  /** Of all up to this frame, for which it waits. */
  private CameraAnswer ask(String camera, int last) throws Exception {
    Question.Window window = new Question.Window(null, START, START + last * 1_000L);
    long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
    Question question =
        new Question("q" + asked++, List.of(camera), "?", window, false, List.of(), 8, deadline);
    return job.await(job.ask(QuestionMessage.of(question)), PATIENCE).answers().get(0);
  }

  private void failOnce(Supplier<RuntimeException> failure) {
    model()
        .failAfter(
            0,
            () -> {
              model().recover();
              return failure.get();
            });
  }

  private FakeModel model() {
    return source.live();
  }
}
