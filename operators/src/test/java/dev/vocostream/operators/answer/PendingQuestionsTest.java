package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeModel;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Window;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What becomes of a question between arrival and answer, whatever comes in between. */
class PendingQuestionsTest extends CameraMemoryTest {
  @Test
  void aWindowThatEndsInTheFutureWaitsOnItsOwnCamerasClock() throws Exception {
    harness.remember("yard", START);
    harness.ask(question("q", new Window(null, START, START + 20), "yard"));
    harness.remember("door", START + 30);
    harness.remember("yard", START + 10);
    assertThat(harness.answers()).isEmpty();
    harness.remember("yard", START + 20, START + 40);
    assertThat(harness.theAnswer().text())
        .isEqualTo(answerTo("yard", START, START + 10, START + 20));
  }

  @Test
  void aWindowWhoseCameraStoppedIsAnsweredFromWhatThereIsBeforeTheDeadline() throws Exception {
    harness.remember("yard", START);
    harness.ask(question("q", new Window(null, START, START + 5_000), "yard"));
    harness.setProcessingTime(START + 12_999);
    assertThat(harness.answers()).isEmpty();
    harness.setProcessingTime(START + 13_000); // deadline 15 s, two of them kept for the model
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START));
  }

  @Test
  void aModelThatFailsIsAnAnswerAndTheNextQuestionIsAnswered() throws Exception {
    harness.remember("yard", START);
    model().failAfter(0);
    harness.ask(question("q1", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(harness.theAnswer().reason()).contains("as it was told to");
    model().recover();
    harness.ask(question("q2", null, "yard"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void wordsThatTheModelCannotReadAreAFailedAnswerAndNoFailure() throws Exception {
    harness.remember("yard", START);
    harness.ask(
        new Question("q", List.of("yard"), FakeModel.UNREADABLE, null, false, List.of(), 8, null));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.FAILED);
    assertThat(harness.theAnswer().reason()).isEqualTo("model: the fake model cannot read this");
    harness.ask(question("next", null, "yard"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void aCameraIsNotKeptOutByTheQuestionsOfAnother() throws Exception {
    harness.remember("yard", START);
    harness.remember("door", START);
    model().hold();
    for (int i = 0; i < 5; i++) {
      harness.ask(question("q" + i, null, "yard"));
    }
    harness.ask(question("other", null, "door"));
    model().letGo();
    harness.awaitAnswers(6);
    assertThat(harness.answers())
        .extracting(CameraAnswer::question)
        .containsExactly("q0", "q1", "q2", "other", "q3", "q4");
  }

  @Test
  void aQuestionIsToldOverloadedAtItsDeadlineAndNotAnsweredAfterIt() throws Exception {
    harness.remember("yard", START);
    model().hold();
    harness.ask(question("q", null, "yard"));
    harness.setProcessingTime(START + 10_000);
    assertThat(harness.theAnswer().status()).isEqualTo(Status.OVERLOADED);
    model().letGo();
    harness.ask(question("next", null, "yard"));
    harness.awaitAnswers(2);
    assertThat(harness.answers()).extracting(CameraAnswer::question).containsExactly("q", "next");
  }

  @Test
  void noMoreThanTheLimitAreWithTheModelAndTheRestIsServedInTurn() throws Exception {
    harness.remember("yard", START);
    model().hold();
    for (int i = 0; i < 5; i++) {
      harness.ask(question("q" + i, null, "yard"));
    }
    model().letGo();
    harness.awaitAnswers(5);
    assertThat(harness.answers())
        .extracting(CameraAnswer::question)
        .containsExactly("q0", "q1", "q2", "q3", "q4");
  }

  @Test
  void whatWouldBeTooLateBehindTheOthersIsToldSoAtOnce() throws Exception {
    harness.remember("yard", START);
    model().hold();
    harness.ask(question("slow", null, "yard"));
    harness.ask(question("slower", null, "yard"));
    harness.setProcessingTime(START + 10_500);
    assertThat(harness.answers())
        .hasSize(2); // known: more than the ten seconds that a question has
    harness.ask(question("first", null, "yard"));
    harness.ask(question("second", null, "yard"));
    CameraAnswer second = harness.answers().get(2);
    assertThat(second.question()).isEqualTo("second");
    assertThat(second.status()).isEqualTo(Status.OVERLOADED);
    assertThat(second.reason()).isEqualTo("deadline: too many questions go first");
    model().letGo();
    harness.awaitAnswers(4);
    assertThat(harness.answers().get(3).question()).isEqualTo("first");
    assertThat(harness.answers().get(3).status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void pendingQuestionsSurviveARestoreAndAreAnsweredOnce() throws Exception {
    harness.remember("yard", START, START + 1);
    model().hold();
    harness.ask(question("inFlight", null, "yard"));
    harness.ask(question("waiting", new Window(null, START, START + 20), "yard"));
    OperatorSubtaskState snapshot = harness.snapshot(1, START);
    model().letGo(); // what the first one still says is lost with it
    restore(snapshot, START + 100);
    harness.awaitAnswers(1);
    assertThat(harness.theAnswer().question()).isEqualTo("inFlight");
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START, START + 1));

    harness.remember("yard", START + 20);
    harness.awaitAnswers(2);
    CameraAnswer second = harness.answers().get(1);
    assertThat(second.question()).isEqualTo("waiting");
    assertThat(second.text()).isEqualTo(answerTo("yard", START, START + 1, START + 20));
    harness.setProcessingTime(START + 60_000);
    assertThat(harness.answers()).hasSize(2);
  }

  @Test
  void oneMoreThanACameraMayHaveIsToldSoAtOnceAlsoAfterARestore() throws Exception {
    harness.remember("yard", START);
    harness.remember("door", START);
    Window later = new Window(null, START, START + 20);
    for (int i = 0; i < CameraMemoryHarness.MAX_OPEN; i++) {
      harness.ask(question("q" + i, later, "yard"));
    }
    harness.ask(question("more", later, "yard"));
    assertThat(harness.theAnswer().question()).isEqualTo("more");
    assertThat(harness.theAnswer().status()).isEqualTo(Status.OVERLOADED);
    assertThat(harness.theAnswer().reason())
        .isEqualTo(
            "overloaded: 30 questions about this camera are unanswered, expected fewer than 30: ask"
                + " again when some are answered, with a nearer end or deadline, or raise"
                + " answer.max-open");
    harness.ask(question("other", null, "door"));
    harness.awaitAnswers(2);

    restore(harness.snapshot(1, START), START + 100);
    harness.ask(question("still-more", later, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.OVERLOADED);
    harness.remember("yard", START + 20);
    harness.awaitAnswers(1 + CameraMemoryHarness.MAX_OPEN);
    harness.ask(question("again", null, "yard"));
    harness.awaitAnswers(2 + CameraMemoryHarness.MAX_OPEN);
    assertThat(harness.answers()).extracting(CameraAnswer::question).doesNotHaveDuplicates();
    assertThat(harness.answers().subList(1, 2 + CameraMemoryHarness.MAX_OPEN))
        .allMatch(answer -> answer.status() == Status.ANSWERED);
  }

  @Test
  void aRemovedCameraHasNoOpenQuestions() throws Exception {
    harness.remember("yard", START);
    Window later = new Window(null, START, START + 20);
    for (int i = 0; i < CameraMemoryHarness.MAX_OPEN; i++) {
      harness.ask(question("q" + i, later, "yard"));
    }
    harness.remember(MemoryEvent.of(CameraTerms.removed("yard")));
    assertThat(harness.answers())
        .hasSize(CameraMemoryHarness.MAX_OPEN)
        .allMatch(answer -> answer.reason().equals("unknown-camera"));
    harness.remember("yard", START + 30); // of the file, so it may be asked about still
    harness.ask(question("again", null, "yard"));
    harness.awaitAnswers(1 + CameraMemoryHarness.MAX_OPEN);
    assertThat(harness.answers().get(CameraMemoryHarness.MAX_OPEN).status())
        .isEqualTo(Status.ANSWERED);
  }

  @Test
  void anAnsweredQuestionLeavesNoTimerBehind() throws Exception {
    harness.remember("yard", START);
    harness.ask(question("q", null, "yard"));
    harness.ask(question("ahead", new Window(null, START, START + 20), "yard"));
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(3);
    harness.remember("yard", START + 20);
    harness.awaitAnswers(2);
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void whatIsTooLateIsNotAskedOfTheModelAndMakesRoomForWhatIsNot() throws Exception {
    harness.remember("yard", START);
    model().hold();
    int before = model().calls();
    harness.ask(question("withTheModel", null, "yard"));
    await().until(() -> model().calls() > before); // else it could still be taken back
    harness.ask(question("behindIt", null, "yard"));
    harness.setProcessingTime(START + 10_000);
    harness.awaitAnswers(2);
    harness.ask(question("inTime", null, "yard"));
    model().letGo();
    harness.awaitAnswers(3);
    assertThat(harness.answers())
        .extracting(CameraAnswer::status)
        .containsExactly(Status.OVERLOADED, Status.OVERLOADED, Status.ANSWERED);
    assertThat(model().prompts()).hasSize(2);
  }
}
