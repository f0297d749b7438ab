package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.StatusMessage;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time goes on for a live camera that is away: in what is asked of it, and in what it keeps. */
class CameraClockTest extends CameraMemoryTest {
  private static final long RETAIN = 60_000;
  private static final Window LAST_TEN_SECONDS = new Window(10_000L, null, null);

  /** The cameras of a job that runs say that they are there; those of a savepoint do not. */
  @BeforeEach
  void listen() throws Exception {
    harness.close();
    harness = CameraMemoryHarness.ofSpeakingCameras(source);
    harness.open();
    harness.setProcessingTime(START);
  }

  @Test
  void framesTellTheTimeOfAFileAndOfALiveCameraThatIsThere() {
    ClockRule file = new ClockRule(false, 30);
    ClockRule live = new ClockRule(true, 30);
    assertThat(file.at(100L, true, 900)).isEqualTo(100);
    assertThat(file.at(null, true, 900)).isNull();
    assertThat(live.at(100L, false, 130)).isEqualTo(100);
    assertThat(live.at(100L, false, 131)).isEqualTo(131);
    assertThat(live.at(100L, true, 101)).isEqualTo(101);
    assertThat(live.at(100L, true, 99)).as("another machine's clock is ahead").isEqualTo(100);
    assertThat(live.at(null, false, 900)).isEqualTo(900);
  }

  @Test
  void theLastSecondsOfACameraThatIsAwayAreThoseWithoutFrames() throws Exception {
    goAway("connection refused");
    harness.setProcessingTime(START + 20_000);

    harness.ask(question("q", LAST_TEN_SECONDS, "gate"));

    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(answer.reason()).isEqualTo("OFFLINE: connection refused");
    assertThat(answer.window().gaps())
        .containsExactly(new Gap(START + 10_000, START + 20_000, "OFFLINE: connection refused"));
  }

  @Test
  void allOfTheMemoryEndsWithTheGapThatIsOpen() throws Exception {
    goAway("gone");
    harness.setProcessingTime(START + 9_000);

    harness.ask(question("q", null, "gate"));

    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START, START + 1_000));
    assertThat(harness.theAnswer().window().gaps())
        .containsExactly(new Gap(START + 1_000, START + 9_000, "OFFLINE: gone"));
  }

  @Test
  void aWindowThatEndedWhileTheCameraWasAwayIsNotWaitedFor() throws Exception {
    goAway("gone");
    harness.setProcessingTime(START + 9_000);

    harness.ask(question("q", new Window(null, START, START + 5_000), "gate"));

    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START, START + 1_000));
  }

  @Test
  void aLiveCameraForgetsAlsoWhenNothingComes() throws Exception {
    watch();
    harness.remember("gate", START, START + 30_000);
    report(State.STALLED, "no frame", START + 31_000);

    harness.setProcessingTime(START + 65_000);
    assertThat(last().memory().frames()).isOne();
    harness.setProcessingTime(START + 95_000);

    assertThat(last().memory().frames()).isZero();
    assertThat(last().memory().bytes()).isZero();
    assertThat(last().counts().forgotten()).isEqualTo(2);
    harness.ask(question("q", new Window(null, START, START + 30_000), "gate"));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.NO_FRAMES);
    assertThat(harness.theAnswer().reason()).isEqualTo("forgotten");
  }

  @Test
  void itRemembersAgainWhenItIsBack() throws Exception {
    watch();
    harness.remember("gate", START);
    harness.setProcessingTime(START + 2 * RETAIN);
    assertThat(last().memory().frames()).isZero();
    harness.remember("gate", START + 2 * RETAIN);
    harness.ask(question("q", LAST_TEN_SECONDS, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START + 2 * RETAIN));
  }

  @Test
  void framesThatComeLateAreNotOldForThat() throws Exception {
    long brief = 3_000;
    harness.remember(
        MemoryEvent.of(
            new CameraTerms("gate", false, 1, brief, 100, 1 << 20, 0, false, true, null)));
    harness.setProcessingTime(START + 14_000);
    harness.remember("gate", START, START + brief);
    harness.setProcessingTime(START + 19_000); // once in five seconds its status is told
    assertThat(last().memory().frames()).isEqualTo(2);
  }

  @Test
  void aFileKeepsWhatItShowedUntilItShowsMore() throws Exception {
    harness.remember(MemoryEvent.of(terms(false)));
    harness.remember("gate", START);
    harness.setProcessingTime(START + 10 * RETAIN);
    harness.ask(question("q", LAST_TEN_SECONDS, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START));
    assertThat(harness.theAnswer().status()).isEqualTo(Status.STALE);
  }

  @Test
  void aSavepointIsAskedAsOfWhenItWasTaken() throws Exception {
    goAway("gone");
    OperatorSubtaskState savepoint = harness.snapshot(1, START);
    restore(savepoint, START + 100 * RETAIN);

    harness.ask(question("q", LAST_TEN_SECONDS, "gate"));

    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START, START + 1_000));
  }

  @Test
  void whileTheJobWasAwayTimeWentOnAlsoForWhoAsksBeforeTheCameraSpeaks() throws Exception {
    watch();
    harness.remember("gate", START, START + 1_000);
    OperatorSubtaskState savepoint = harness.snapshot(1, START + 2_000);
    long now = START + 40_000;
    goOnFrom(savepoint, now);

    harness.ask(question("last", LAST_TEN_SECONDS, "gate"));
    harness.ask(question("all", null, "gate"));
    watch();
    harness.remember("gate", now + 500);

    harness.awaitAnswers(2);
    CameraAnswer last = answer("last");
    assertThat(last.status()).isEqualTo(Status.NO_FRAMES);
    assertThat(last.window().gaps()).extracting(Gap::to).containsExactly(now);
    CameraAnswer all = answer("all");
    assertThat(all.text()).isEqualTo(answerTo("gate", START, START + 1_000));
    assertThat(all.window().gaps())
        .extracting(Gap::from, Gap::to)
        .containsExactly(tuple(START + 1_000, now));
  }

  private void goOnFrom(OperatorSubtaskState savepoint, long now) throws Exception {
    harness.close();
    source = new FakeSource(UUID.randomUUID().toString());
    harness = CameraMemoryHarness.ofSpeakingCameras(source);
    harness.initializeState(savepoint);
    harness.open();
    harness.setProcessingTime(now);
  }

  private CameraAnswer answer(String question) throws Exception {
    return harness.answers().stream()
        .filter(answer -> answer.question().equals(question))
        .findAny()
        .orElseThrow();
  }

  /** Two frames, and then none. */
  private void goAway(String reason) throws Exception {
    watch();
    harness.remember("gate", START, START + 1_000);
    report(State.OFFLINE, reason, START + 2_000);
  }

  private void watch() throws Exception {
    harness.remember(MemoryEvent.of(terms(true)));
  }

  private void report(State state, String reason, long since) throws Exception {
    harness.remember(MemoryEvent.of(new CameraReport("gate", state, reason, since)));
  }

  private StatusMessage last() {
    return harness.told().get(harness.told().size() - 1);
  }

  private static CameraTerms terms(boolean live) {
    return new CameraTerms("gate", false, 1, RETAIN, 100, 1 << 20, 0, false, live, null);
  }
}
