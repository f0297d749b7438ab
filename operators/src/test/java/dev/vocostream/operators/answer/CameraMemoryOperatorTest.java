package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.camera;
import static dev.vocostream.operators.Fixtures.compressed;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Window;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On RocksDB, with a model whose right answers can be computed. */
class CameraMemoryOperatorTest {
  private static final long START = 1_000_000;

  private FakeSource source;
  private CameraMemoryHarness harness;

  @BeforeEach
  void open() throws Exception {
    source = new FakeSource(UUID.randomUUID().toString());
    harness = newHarness(2);
    harness.open();
    harness.setProcessingTime(START);
  }

  @AfterEach
  void close() throws Exception {
    model().letGo();
    harness.close();
  }

  @Test
  void answersFromWhatTheCameraItselfRemembers() throws Exception {
    remember("yard", START, START + 1, START + 2);
    remember("door", START + 1);
    ask(question("q", null, "yard"));
    CameraAnswer answer = theAnswer();
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.text()).isEqualTo(answerTo("yard", START, START + 1, START + 2));
    assertThat(answer.window().frames()).isEqualTo(3);
    assertThat(answer.evidence()).hasSize(3);
  }

  @Test
  void readsOnlyTheWindowBothEndsInclusive() throws Exception {
    remember("yard", START, START + 10, START + 20, START + 30);
    ask(question("q", new Window(null, START + 10, START + 20), "yard"));
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START + 10, START + 20));
  }

  @Test
  void lastCountsFromTheNewestFrame() throws Exception {
    remember("yard", START, START + 10_000, START + 20_000);
    ask(question("q", new Window(10_000L, null, null), "yard"));
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START + 10_000, START + 20_000));
  }

  @Test
  void aWindowThatEndsInTheFutureWaitsOnItsOwnCamerasClock() throws Exception {
    remember("yard", START);
    ask(question("q", new Window(null, START, START + 20), "yard"));
    remember("door", START + 30);
    remember("yard", START + 10);
    assertThat(harness.answers()).isEmpty();
    remember("yard", START + 20, START + 40);
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START, START + 10, START + 20));
  }

  @Test
  void aWindowWhoseCameraStoppedIsAnsweredFromWhatThereIsBeforeTheDeadline() throws Exception {
    remember("yard", START);
    ask(question("q", new Window(null, START, START + 5_000), "yard"));
    harness.setProcessingTime(START + 12_999);
    assertThat(harness.answers()).isEmpty();
    harness.setProcessingTime(START + 13_000); // deadline 15 s, two of them kept for the model
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START));
  }

  @Test
  void anOldWindowHasNoFramesAndSaysThatTheyWereForgotten() throws Exception {
    remember("yard", START, START + 70_000);
    ask(question("q", new Window(null, START - 10, START + 10), "yard"));
    CameraAnswer answer = theAnswer();
    assertThat(answer.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(answer.reason()).isEqualTo("forgotten");
    assertThat(answer.window().gaps()).containsExactly(new Gap(START - 10, START, "forgotten"));
  }

  @Test
  void aCameraThatIsAwaySaysWhy() throws Exception {
    CameraReport report =
        new CameraReport("yard", CameraReport.State.OFFLINE, "yard.mp4: no such file", START);
    harness.remember(MemoryEvent.of(report));
    ask(question("q", null, "yard"));
    assertThat(theAnswer().reason()).isEqualTo("OFFLINE: yard.mp4: no such file");
  }

  @Test
  void anUnknownCameraIsRejected() throws Exception {
    ask(question("q", null, "cellar"));
    assertThat(theAnswer().status()).isEqualTo(Status.REJECTED);
    assertThat(theAnswer().reason()).isEqualTo("unknown-camera");
  }

  @Test
  void aFrameOfAnotherModelIsNeverRead() throws Exception {
    remember("yard", START);
    harness.remember(compressed("yard", START + 1, "other-weights"));
    remember("yard", START + 2);
    ask(question("q", null, "yard"));
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START, START + 2));
    assertThat(theAnswer().window().gaps())
        .containsExactly(new Gap(START + 1, START + 1, "foreign-model"));
  }

  @Test
  void anAnswerFromOldFramesIsStale() throws Exception {
    remember("yard", START);
    harness.setProcessingTime(START + 30_001);
    ask(question("q", null, "yard"));
    assertThat(theAnswer().status()).isEqualTo(Status.STALE);
  }

  @Test
  void aModelThatFailsIsAnAnswerAndTheNextQuestionIsAnswered() throws Exception {
    remember("yard", START);
    model().failAfter(0);
    ask(question("q1", null, "yard"));
    assertThat(theAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(theAnswer().reason()).contains("as it was told to");
    model().recover();
    ask(question("q2", null, "yard"));
    awaitAnswers(2);
    assertThat(harness.answers().get(1).status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void aQuestionIsToldOverloadedAtItsDeadlineAndNotAnsweredAfterIt() throws Exception {
    remember("yard", START);
    model().hold();
    ask(question("q", null, "yard"));
    harness.setProcessingTime(START + 10_000);
    assertThat(theAnswer().status()).isEqualTo(Status.OVERLOADED);
    model().letGo();
    ask(question("next", null, "yard"));
    awaitAnswers(2);
    assertThat(harness.answers()).extracting(CameraAnswer::question).containsExactly("q", "next");
  }

  @Test
  void noMoreThanTheLimitAreWithTheModelAndTheRestIsServedInTurn() throws Exception {
    remember("yard", START);
    model().hold();
    for (int i = 0; i < 5; i++) {
      ask(question("q" + i, null, "yard"));
    }
    model().letGo();
    awaitAnswers(5);
    assertThat(harness.answers())
        .extracting(CameraAnswer::question)
        .containsExactly("q0", "q1", "q2", "q3", "q4");
  }

  @Test
  void pendingQuestionsSurviveARestoreAndAreAnsweredOnce() throws Exception {
    remember("yard", START, START + 1);
    model().hold();
    ask(question("inFlight", null, "yard"));
    ask(question("waiting", new Window(null, START, START + 20), "yard"));
    OperatorSubtaskState snapshot = harness.snapshot(1, START);
    model().letGo(); // what the first one still says is lost with it
    harness.close();

    source = new FakeSource(UUID.randomUUID().toString());
    harness = newHarness(2);
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(START + 100);
    awaitAnswers(1);
    assertThat(theAnswer().question()).isEqualTo("inFlight");
    assertThat(theAnswer().text()).isEqualTo(answerTo("yard", START, START + 1));

    remember("yard", START + 20);
    awaitAnswers(2);
    CameraAnswer second = harness.answers().get(1);
    assertThat(second.question()).isEqualTo("waiting");
    assertThat(second.text()).isEqualTo(answerTo("yard", START, START + 1, START + 20));
    harness.setProcessingTime(START + 60_000);
    assertThat(harness.answers()).hasSize(2);
  }

  private void remember(String camera, long... times) throws Exception {
    for (long time : times) {
      harness.remember(compressed(camera, time));
    }
  }

  private void ask(Question question) throws Exception {
    for (String camera : question.cameras()) {
      harness.ask(new CameraQuestion(camera, question, harness.getProcessingTime()));
    }
  }

  private CameraAnswer theAnswer() throws Exception {
    awaitAnswers(1);
    return harness.answers().get(0);
  }

  private void awaitAnswers(int count) {
    await().pollInSameThread().until(() -> harness.answers().size() >= count);
  }

  private FakeModel model() {
    return source.live();
  }

  private CameraMemoryHarness newHarness(int maxInFlight) throws Exception {
    AnswerSettings settings =
        new AnswerSettings(
            Map.of("yard", camera("yard"), "door", camera("door")),
            new DeadlineRule(Duration.ofSeconds(10), Duration.ofSeconds(2)),
            maxInFlight,
            Duration.ofSeconds(30));
    return new CameraMemoryHarness(new CameraMemory(settings, source));
  }
}
