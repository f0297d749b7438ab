package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.answerTo;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.CameraCounts;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Fixtures;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.state.FrameEntry;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Cameras that come, change and go under the memory; and what is told of them. */
class CameraTermsTest extends CameraMemoryTest {
  @Test
  void aCameraIsKnownFromItsTermsOn() throws Exception {
    harness.ask(question("before", null, "gate"));
    assertThat(harness.theAnswer().reason()).isEqualTo("unknown-camera");
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START);
    harness.ask(question("after", null, "gate"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).text()).isEqualTo(answerTo("gate", START));
  }

  @Test
  void aFrameOfACameraThatIsNoMoreIsNotRemembered() throws Exception {
    harness.remember("gate", START);
    assertThat(harness.stateEntries()).isZero();
  }

  @Test
  void forgetsAtOnceWhatNewTermsDoNotAllow() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START, START + 1, START + 2);
    harness.remember(MemoryEvent.of(terms("gate", 1)));
    harness.ask(question("q", null, "gate"));
    CameraAnswer answer = harness.theAnswer();
    assertThat(answer.text()).isEqualTo(answerTo("gate", START + 2));
  }

  @Test
  void keepsNoMoreTokensThanItIsTold() throws Exception {
    MemoryEvent frame = Fixtures.compressed("gate", START);
    KeptTokens kept = new KeptTokens(source.fingerprint());
    FrameEntry all = FrameEntry.read(frame.frame().entry(), "gate", source.fingerprint());
    FrameEntry one = FrameEntry.read(kept.of(frame.frame(), 1), "gate", source.fingerprint());
    assertThat(one.tokens()).isEqualTo(1);
    assertThat(one.activations()).hasSize(all.activations().length / all.tokens());
    assertThat(all.activations()).startsWith(one.activations());
    assertThat(kept.of(frame.frame(), 0)).isSameAs(frame.frame().entry());
    assertThat(kept.of(frame.frame(), all.tokens())).isSameAs(frame.frame().entry());
    assertThat(new KeptTokens("other").of(frame.frame(), 1)).isSameAs(frame.frame().entry());
  }

  @Test
  void answersFromFramesOfFewerTokensThanTheModelMakes() throws Exception {
    harness.remember(MemoryEvent.of(new CameraTerms("gate", false, 1, 60_000, 100, 1 << 20, 1)));
    harness.remember("gate", START);
    harness.ask(question("q", null, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START));
  }

  @Test
  void removedItsMemoryIsEmptyAndItIsUnknown() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 2)));
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.ONLINE, "", START)));
    harness.remember("gate", START, START + 1, START + 2);
    harness.ask(question("q", null, "gate"));
    harness.theAnswer();
    assertThat(harness.stateEntries()).isPositive();

    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));

    assertThat(harness.stateEntries()).as("that it is to be erased").isOne();
    harness.ask(question("again", null, "gate"));
    harness.awaitAnswers(2);
    assertThat(harness.answers().get(1).status()).isEqualTo(Status.REJECTED);
    assertThat(harness.answers().get(1).reason()).isEqualTo("unknown-camera");
    assertThat(last()).isEqualTo(StatusMessage.removed("gate"));
  }

  @Test
  void whoeverWaitsForACameraThatIsRemovedIsToldSo() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.ask(question("q", new Window(null, START, START + 5_000), "gate"));
    assertThat(harness.answers()).isEmpty();
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    assertThat(harness.theAnswer().reason()).isEqualTo("unknown-camera");
    harness.setProcessingTime(START + 60_000);
    assertThat(harness.answers()).hasSize(1);
    assertThat(harness.stateEntries()).as("that it is to be erased").isOne();
  }

  @Test
  void isErasedAgainForTenMinutesAndThenNothingIsKept() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START, START + 1);
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    harness.pass(Duration.ofSeconds(599));
    assertThat(harness.numProcessingTimeTimers()).isOne();
    harness.pass(Duration.ofSeconds(7));
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.stateEntries()).isZero();
  }

  @Test
  void isNotErasedAgainOnceItIsBack() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START + 9);
    harness.setProcessingTime(START + 60_000);
    harness.ask(question("q", null, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START + 9));
  }

  @Test
  void comesBackWithoutAMemoryOfWhatItWas() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START, START + 1);
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember("gate", START + 9);
    harness.ask(question("q", null, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START + 9));
  }

  @Test
  void tellsTheStatusOnChangeAndEveryFiveSeconds() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    assertThat(last().report().state()).isEqualTo(State.STARTING);
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.ONLINE, "", START + 1)));
    assertThat(harness.told()).hasSize(2);
    harness.remember("gate", START, START + 1_000, START + 9_000);
    assertThat(harness.told()).as("not with every frame").hasSize(2);

    harness.setProcessingTime(START + 5_000);
    harness.setProcessingTime(START + 10_000);

    assertThat(harness.told()).hasSize(4);
    StatusMessage status = last();
    assertThat(status.report()).isEqualTo(new CameraReport("gate", State.ONLINE, "", START + 1));
    assertThat(status.counts()).isEqualTo(new CameraCounts(3, 0, 0, 0));
    assertThat(status.memory().from()).isEqualTo(START);
    assertThat(status.memory().to()).isEqualTo(START + 9_000);
    assertThat(status.memory().frames()).isEqualTo(3);
    assertThat(status.memory().bytes()).isPositive();
    assertThat(status.memory().gaps())
        .isEqualTo(List.of(new Gap(START + 1_000, START + 9_000, "missing")));
  }

  @Test
  void tellsTheCamerasClockAndSinceWhenItIsOnlineStays() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.ONLINE, "", START)));
    CameraReport clock = new CameraReport("gate", State.ONLINE, "", START + 700, -3_600_000L);
    harness.remember(MemoryEvent.of(clock));
    assertThat(last().report())
        .isEqualTo(new CameraReport("gate", State.ONLINE, "", START, -3_600_000L));
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.OFFLINE, "gone", START + 900)));
    assertThat(last().report())
        .isEqualTo(new CameraReport("gate", State.OFFLINE, "gone", START + 900, null));
  }

  @Test
  void tellsEachCameraInItsTurnAndNotAllAtOnce() throws Exception {
    for (int i = 0; i < 50; i++) {
      harness.remember(MemoryEvent.of(terms("cam" + i, 100)));
    }
    int told = harness.told().size();
    int most = 0;
    for (int millis = 100; millis <= 5_000; millis += 100) {
      int before = harness.told().size();
      harness.setProcessingTime(START + millis);
      most = Math.max(most, harness.told().size() - before);
    }
    assertThat(harness.told()).as("each once").hasSize(told + 50);
    assertThat(most).isLessThan(10);
  }

  @Test
  void tellsNothingMoreOfACameraThatIsNoMore() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    int told = harness.told().size();
    harness.setProcessingTime(START + 60_000);
    assertThat(harness.told()).hasSize(told);
  }

  @Test
  void restoredItKnowsItsCamerasAndGoesOnTelling() throws Exception {
    harness.remember(MemoryEvent.of(terms("gate", 100)));
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.PAUSED, "", START)));
    harness.remember("gate", START);
    OperatorSubtaskState state = harness.snapshot(1, START);
    harness.close();
    harness = new CameraMemoryHarness(source);
    harness.initializeState(state);
    harness.open();

    harness.setProcessingTime(START + 5_000);
    harness.remember(MemoryEvent.of(new CameraReport("gate", State.PAUSED, "", START + 5_000)));

    assertThat(harness.told()).hasSize(2);
    assertThat(last().report().since()).as("still since then").isEqualTo(START);
    harness.ask(question("q", null, "gate"));
    assertThat(harness.theAnswer().text()).isEqualTo(answerTo("gate", START));
  }

  private StatusMessage last() {
    return harness.told().get(harness.told().size() - 1);
  }

  private static CameraTerms terms(String camera, int maxFrames) {
    return new CameraTerms(camera, false, 1, 60_000, maxFrames, 1 << 20, 0);
  }
}
