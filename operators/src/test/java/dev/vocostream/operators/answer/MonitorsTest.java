package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.lit;
import static dev.vocostream.operators.Fixtures.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.Prompt;
import dev.vocostream.operators.CameraAnswer.Evidence;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorScore;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Standing questions on RocksDB; the fake model's probability of yes is a picture's brightness. */
class MonitorsTest extends CameraMemoryTest {
  private static final long SECOND = 1_000;

  @Test
  void scoresWithTheFirstFrameOfEachSlotFromTheFramesUpToIt() throws Exception {
    harness.monitor("yard", monitor("m", "?", 5 * SECOND, 2 * SECOND));
    for (int i = 0; i < 12; i++) {
      see("yard", START + 300 + i * SECOND, i / 100.0);
      harness.awaitScores(1 + i / 5);
    }
    assertThat(harness.scores())
        .extracting(MonitorScore::at)
        .containsExactly(START + 300, START + 5_300, START + 10_300);
    // Of three frames each; brightness is a byte.
    assertThat(harness.scores().get(1).probability()).isBetween(0.035, 0.045);
    assertThat(harness.scores().get(2).probability()).isBetween(0.085, 0.095);
    assertThat(model().prompts())
        .hasSize(3)
        .allMatch(prompt -> prompt.form() == Prompt.Form.YES_NO && prompt.question().equals("?"));
  }

  @Test
  void watchesNoOtherCameraAndNothingBeforeItIsThere() throws Exception {
    see("yard", START, 1);
    harness.monitor("yard", monitor("m", "?", 0, SECOND));
    see("door", START + 1, 1);
    assertThat(harness.scores()).isEmpty();
    see("yard", START + 2, 1);
    harness.awaitScores(1);
    assertThat(harness.scores())
        .extracting(MonitorScore::camera, MonitorScore::at)
        .containsExactly(tuple("yard", START + 2));
  }

  @Test
  void thoseThatAreDueTogetherShareOneReadOfTheirWindow() throws Exception {
    for (int i = 0; i < 5; i++) {
      harness.monitor("yard", monitor("m" + i, "?" + i, i * SECOND, SECOND));
    }
    model().hold();
    see("yard", START, 1);
    // Two windows at most are with the model: one that was not read by now is forgotten.
    see("yard", START + 120 * SECOND, 0);
    model().letGo();
    harness.awaitScores(5);
    assertThat(harness.scores())
        .allMatch(score -> score.at() == START && score.probability() == 1)
        .extracting(MonitorScore::monitor)
        .containsExactlyInAnyOrder("m0", "m1", "m2", "m3", "m4");
  }

  @Test
  void raisesAndClearsOnceEachWithEvidenceAndKeepsQuietWhileItCoolsDown() throws Exception {
    Monitor monitor = new Monitor("m", List.of(), "?", 0, SECOND / 2, 0.8, 0.4, 5 * SECOND, null);
    harness.monitor("yard", monitor);
    double[] found = {0.5, 0.9, 0.6, 1, 0.2, 0.9, 0.9, 0.1};
    for (int i = 0; i < found.length; i++) {
      see("yard", START + i * SECOND, found[i]);
      harness.awaitScores(i + 1);
    }
    List<MonitorAlert> alerts = harness.alerts();
    assertThat(alerts)
        .extracting(MonitorAlert::state)
        .containsExactly(State.RAISED, State.CLEARED, State.RAISED, State.CLEARED);
    assertThat(alerts)
        .extracting(MonitorAlert::at)
        .containsExactly(
            START + SECOND, START + 4 * SECOND, START + 6 * SECOND, START + 7 * SECOND);
    assertThat(alerts.get(0).probability()).isBetween(0.89, 0.91);
    assertThat(alerts.get(0).evidence()).containsExactly(new Evidence(START + SECOND, 1));
    assertThat(alerts.get(0).id())
        .isEqualTo(AlertId.of(monitor, "yard", State.RAISED, START + SECOND));
    assertThat(alerts).extracting(MonitorAlert::reason).containsOnlyNulls();
  }

  @Test
  void whatFallsDueWhileTheModelIsBusyIsSkipped() throws Exception {
    harness.monitor("yard", monitor("m", "?", 0, SECOND));
    model().hold();
    see("yard", START, 0.2);
    see("yard", START + 1, 0.4);
    see("yard", START + 2, 0.6);
    model().letGo();
    harness.awaitScores(1);
    see("yard", START + 3, 0.8);
    harness.awaitScores(2);
    assertThat(harness.scores()).extracting(MonitorScore::at).containsExactly(START, START + 3);
    assertThat(model().prompts()).hasSize(2);
  }

  @Test
  void questionsThatWaitForRoomDoNotHoldUpAMonitor() throws Exception {
    see("yard", START, 0.2);
    harness.monitor("yard", monitor("m", "monitor", 0, SECOND));
    model().hold();
    for (int i = 0; i < 3; i++) {
      harness.ask(question("q" + i, null, "yard")); // the third waits for room
    }
    see("yard", START + 1, 0.2);
    model().letGo();
    harness.awaitAnswers(3);
    harness.awaitScores(1);
    assertThat(model().prompts())
        .extracting(Prompt::question)
        .containsExactly("?", "?", "monitor", "?");
  }

  @Test
  void isScoredThoughThereAreAlwaysQuestionsThatWait() throws Exception {
    see("yard", START, 0.2);
    see("door", START, 0.2);
    harness.monitor("yard", monitor("m", "monitor", 0, SECOND));
    model().hold();
    for (int i = 0; i < 20; i++) {
      harness.ask(question("q" + i, null, i % 2 == 0 ? "yard" : "door"));
    }
    for (int frame = 1; frame <= 5; frame++) {
      see("yard", START + frame, 0.2);
      model().letGo(3); // two of them may be questions, which have come first
      harness.awaitScores(frame);
    }
    assertThat(harness.answers()).hasSizeBetween(5, 10);
  }

  @Test
  void aModelThatFailsGivesNoScoreAndTheNextOneCounts() throws Exception {
    harness.monitor("yard", monitor("m", "?", 0, SECOND));
    model().failAfter(0);
    see("yard", START, 1);
    await()
        .pollInSameThread()
        .until(() -> harness.scores().isEmpty() && model().calls() == 1 && nothingIsOpen());
    model().recover();
    see("yard", START + 1, 1);
    harness.awaitScores(1);
    assertThat(harness.scores()).extracting(MonitorScore::at).containsExactly(START + 1);
  }

  @Test
  void oneWhoseWordsTheModelCannotReadIsNotScoredAndFailsNothing() throws Exception {
    harness.monitor("yard", monitor("bad", FakeModel.UNREADABLE, 0, SECOND));
    harness.monitor("yard", monitor("good", "?", 0, SECOND));
    see("yard", START, 1);
    harness.awaitScores(1);
    assertThat(harness.scores()).extracting(MonitorScore::monitor).containsExactly("good");
  }

  /** A question that comes after the failure is answered after it. */
  private boolean nothingIsOpen() throws Exception {
    int before = harness.answers().size();
    harness.ask(question(UUID.randomUUID().toString(), null, "yard"));
    harness.awaitAnswers(before + 1);
    return true;
  }

  @Test
  void aChangedOneBeginsAnewAndTheSameAgainDoesNot() throws Exception {
    harness.monitor("yard", monitor("m", "?", 60 * SECOND, SECOND));
    see("yard", START, 1);
    harness.awaitScores(1);
    harness.monitor("yard", monitor("m", "?", 60 * SECOND, SECOND));
    see("yard", START + 1, 1);
    assertThat(harness.scores()).hasSize(1);
    assertThat(harness.alerts()).hasSize(1);

    harness.monitor("yard", monitor("m", "really?", 60 * SECOND, SECOND));
    assertThat(harness.alerts())
        .extracting(MonitorAlert::state, MonitorAlert::reason)
        .endsWith(tuple(State.CLEARED, "monitor-changed"));
    see("yard", START + 2, 1);
    harness.awaitScores(2);
    assertThat(harness.alerts()).extracting(MonitorAlert::state).endsWith(State.RAISED).hasSize(3);
    assertThat(harness.alerts()).extracting(MonitorAlert::id).doesNotHaveDuplicates();
  }

  @Test
  void whateverEndsAMonitorClearsIt() throws Exception {
    Monitor until =
        new Monitor("until", List.of(), "?", 0, SECOND, 0.8, 0.4, 0, START + 2 * SECOND);
    harness.remember(MemoryEvent.of(terms("gate")));
    harness.monitor("yard", until);
    harness.monitor("door", monitor("away", "?", 0, SECOND));
    harness.monitor("gate", monitor("all", "?", 0, SECOND));
    for (String camera : List.of("yard", "door", "gate")) {
      see(camera, START, 1);
    }
    harness.awaitScores(3);
    see("yard", START + 2 * SECOND + 1, 1);
    see("yard", START + 3 * SECOND, 1);
    harness.unmonitor("door", "away");
    see("door", START + SECOND, 1);
    harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
    assertThat(harness.alerts())
        .filteredOn(alert -> alert.state() == State.CLEARED)
        .extracting(MonitorAlert::monitor, MonitorAlert::reason)
        .containsExactly(
            tuple("until", "expired"),
            tuple("away", "monitor-removed"),
            tuple("all", "camera-removed"));
    assertThat(harness.scores()).hasSize(3);
  }

  @Test
  void whatTheModelSaysOfAMonitorThatIsNoMoreIsNotHeard() throws Exception {
    harness.monitor("yard", monitor("m", "?", 0, SECOND));
    harness.monitor("yard", monitor("stays", "?", 0, SECOND));
    model().hold();
    see("yard", START, 1);
    harness.unmonitor("yard", "m");
    model().letGo();
    harness.awaitScores(1);
    see("yard", START + 1, 1);
    harness.awaitScores(2);
    assertThat(harness.scores()).extracting(MonitorScore::monitor).containsOnly("stays");
  }

  private void see(String camera, long time, double brightness) throws Exception {
    harness.remember(lit(camera, time, brightness));
  }

  private static CameraTerms terms(String camera) {
    return new CameraTerms(camera, false, 1, 60 * SECOND, 100, 1 << 20, 0);
  }

  private static Monitor monitor(String id, String text, long everyMillis, long windowMillis) {
    return new Monitor(id, List.of(), text, everyMillis, windowMillis, 0.8, 0.4, 0, null);
  }
}
