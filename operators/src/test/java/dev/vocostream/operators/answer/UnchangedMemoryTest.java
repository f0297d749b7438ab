package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.Unchanged;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What an answer says of times in which nothing changed, and in which nothing came. */
class UnchangedMemoryTest extends CameraMemoryTest {
  @Test
  void anUnchangedSpanIsNoGapAndAnswersAsItsFramesWould() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 4_000);
    harness.remember("yard", START + 5_000);
    harness.ask(question("q", null, "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.text())
        .isEqualTo(answerTo("yard", START, START, START, START, START, START + 5_000));
    assertThat(answer.window().gaps()).isEmpty();
    assertThat(answer.window().frames()).isEqualTo(2);
    assertThat(answer.window().remembered()).isEqualTo(2);
    assertThat(answer.evidence()).hasSize(2);
  }

  @Test
  void aWindowWithoutASampleIsAnsweredFromTheOneThatIsValidThen() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 8_000);
    harness.ask(question("q", new Window(null, START + 3_200, START + 3_900), "yard"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.text()).isEqualTo(answerTo("yard", START));
    assertThat(answer.window().frames()).isEqualTo(1);
    assertThat(answer.window().gaps()).isEmpty();
  }

  @Test
  void theClockOfTheCameraRunsOnWhileNothingChanges() throws Exception {
    harness.remember("yard", START);
    harness.ask(question("ahead", new Window(null, START, START + 3_000), "yard"));
    unchanged(START, START + 1_000, START + 2_000);
    assertThat(harness.answers()).isEmpty();
    unchanged(START, START + 3_000, START + 3_000);
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START, START, START, START));
    harness.ask(question("last", new Window(1_000L, null, null), "yard"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).window().from()).isEqualTo(START + 2_000);
  }

  @Test
  void anAnswerIsStaleWhenItIsLongAgoThatNothingHadChanged() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 9_000);
    harness.setProcessingTime(START + 39_000);
    harness.ask(question("fresh", null, "yard"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.ANSWERED);
    harness.setProcessingTime(START + 39_001);
    harness.ask(question("stale", null, "yard"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).status()).isEqualTo(Status.STALE);
  }

  @Test
  void aHoleInAnUnchangedSceneIsAGap() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 2_000);
    unchanged(START, START + 8_000, START + 9_000);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 2_000, START + 8_000, "missing"));
    assertThat(harness.theAnswer().text())
        .isEqualTo(answerTo("yard", START, START, START, START, START));
  }

  @Test
  void whatIsUnchangedSinceAFrameThatWasRefusedIsNotKnown() throws Exception {
    harness.remember("yard", START);
    unchanged(START + 1_000, START + 2_000, START + 9_000); // the model refused START + 1,000
    harness.ask(question("q", new Window(null, START, START + 9_000), "yard"));
    harness.setProcessingTime(START + 18_000);
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("yard", START));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START, START + 9_000, "missing"));
  }

  @Test
  void aCameraThatWasAwaySaysWhyInItsGap() throws Exception {
    harness.remember("yard", START, START + 1_000);
    report(State.STALLED, "no frame within 5 s", START + 6_000);
    report(State.OFFLINE, "connection refused", START + 8_000);
    report(State.ONLINE, "", START + 11_500);
    harness.remember("yard", START + 12_000, START + 13_000);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 1_000, START + 12_000, "OFFLINE: connection refused"));
  }

  @Test
  void aCameraThatIsStillAwaySaysWhyToTheEndOfTheWindow() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 2_000);
    report(State.ENDED, "", START + 500);
    harness.ask(question("q", new Window(null, START, START + 9_000), "yard"));
    harness.setProcessingTime(START + 18_000);
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 2_000, START + 9_000, "ENDED"));
  }

  @Test
  void whoWasAwayForLessThanAPeriodMissedNothing() throws Exception {
    harness.remember("yard", START);
    report(State.OFFLINE, "gone", START + 500);
    harness.remember("yard", START + 1_000);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().window().gaps()).isEmpty();
  }

  @Test
  void gapsAreForgottenWithTheFramesAroundThem() throws Exception {
    harness.remember("yard", START);
    report(State.OFFLINE, "long ago", START);
    harness.remember("yard", START + 5_000, START + 6_000, START + 70_000);
    harness.ask(question("q", new Window(null, START - 1_000, START + 70_000), "yard"));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(
            new Gap(START - 1_000, START + 6_000, "forgotten"),
            new Gap(START + 6_000, START + 70_000, "missing"));
  }

  @Test
  void spansAndGapsSurviveARestore() throws Exception {
    harness.remember("yard", START);
    unchanged(START, START + 1_000, START + 4_000);
    report(State.OFFLINE, "gone", START + 4_500);
    harness.remember("yard", START + 9_000);
    report(State.STALLED, "no frame", START + 9_500);
    OperatorSubtaskState snapshot = harness.snapshot(1, START);
    restore(snapshot, START);
    harness.remember("yard", START + 15_000);
    harness.ask(question("q", null, "yard"));
    assertThat(harness.theAnswer().text())
        .isEqualTo(
            answerTo("yard", START, START, START, START, START, START + 9_000, START + 15_000));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(
            new Gap(START + 4_000, START + 9_000, "OFFLINE: gone"),
            new Gap(START + 9_000, START + 15_000, "STALLED: no frame"));
  }

  private void unchanged(long sample, long from, long to) throws Exception {
    harness.remember(MemoryEvent.of(new Unchanged("yard", sample, from, to)));
  }

  private void report(State state, String reason, long since) throws Exception {
    harness.remember(MemoryEvent.of(new CameraReport("yard", state, reason, since)));
  }
}
