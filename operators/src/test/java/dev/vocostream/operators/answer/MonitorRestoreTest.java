package dev.vocostream.operators.answer;

import static dev.vocostream.operators.Fixtures.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert;
import dev.vocostream.operators.MonitorAlert.State;
import dev.vocostream.operators.MonitorScore;
import dev.vocostream.operators.Unchanged;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Monitors whose job fails and comes back on more subtasks. */
class MonitorRestoreTest {
  private static final long START = 1_000_000;
  private static final List<String> CAMERAS = List.of("yard", "door");
  private static final Monitor MONITOR =
      new Monitor("m", List.of(), "?", 0, 500L, 0.8, 0.4, 0, null);
  private static final MemoryEvent HERE =
      MemoryEvent.of(new CameraTerms("gate", false, 1, 3_600_000, 1_000, 1 << 20, 0));
  private static final MemoryEvent OWED =
      MemoryEvent.of(new Unchanged("gate", START, START + 1_000, START + 1_000));

  private final FakeSource source = new FakeSource(UUID.randomUUID().toString());

  @Test
  void anAlertIsNotRaisedAgainAndWhatWasWithTheModelIsNotLost() throws Exception {
    OperatorSubtaskState snapshot;
    try (CameraMemoryHarness before = CameraMemoryHarness.openedAt(START, source)) {
      for (String camera : CAMERAS) {
        before.monitor(camera, MONITOR);
      }
      before.remember(lit("yard", START, 1)); // the yard is raised, and told
      before.awaitScores(1);
      source.live().hold();
      before.remember(lit("yard", START + 1_000, 0.9));
      before.remember(lit("door", START + 1_000, 0.9)); // the door would be, if this was heard
      snapshot = before.snapshot(1, START + 1_000);
      assertThat(states(before.alerts())).containsExactly("yard raised 0");
      source.live().letGo(); // what the model still says is lost with the subtask
    }

    List<MonitorAlert> after = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      after.addAll(goOn(snapshot, subtask));
    }
    assertThat(states(after))
        .containsExactlyInAnyOrder("door raised 1000", "yard cleared 3000", "door cleared 3000");
    assertThat(after)
        .filteredOn(alert -> alert.state() == State.RAISED)
        .extracting(MonitorAlert::id)
        .as("called as it would have been without the failure")
        .containsExactly(AlertId.of(MONITOR, "door", State.RAISED, START + 1_000));
  }

  /** The sampler owes a word of frames that showed nothing new, and says it before the terms. */
  @Test
  void whatFallsDueBeforeACameraIsHeardIsAskedOnceWhenItIs() throws Exception {
    try (CameraMemoryHarness harness = goOnWithoutAWord()) {
      harness.remember(OWED);
      assertThat(harness.scores()).as("it may have been removed").isEmpty();
      harness.remember(HERE);
      harness.awaitScores(1);
      assertThat(harness.scores()).extracting(MonitorScore::at).containsExactly(START + 1_000);
      assertThat(source.live().prompts()).as("each holds a window").hasSize(1);
    }
  }

  @Test
  void whatFallsDueBeforeACameraIsRemovedIsNeverAsked() throws Exception {
    try (CameraMemoryHarness harness = goOnWithoutAWord()) {
      harness.remember(OWED);
      harness.remember(MemoryEvent.of(CameraTerms.removed("gate")));
      harness.remember(HERE); // another camera of that name
      assertThat(harness.scores()).isEmpty();
      assertThat(source.live().prompts()).isEmpty();
    }
  }

  /** A camera of no file, with nothing open, of which nothing has been heard since. */
  private CameraMemoryHarness goOnWithoutAWord() throws Exception {
    FakeSource first = new FakeSource(UUID.randomUUID().toString());
    OperatorSubtaskState snapshot;
    try (CameraMemoryHarness before = CameraMemoryHarness.ofSpeakingCameras(first)) {
      before.open();
      before.setProcessingTime(START);
      before.remember(HERE);
      before.monitor("gate", MONITOR);
      before.remember(lit("gate", START, 1));
      before.awaitScores(1);
      snapshot = before.snapshot(1, START);
    }
    CameraMemoryHarness harness = CameraMemoryHarness.ofSpeakingCameras(source);
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(START + 2_000);
    return harness;
  }

  /** One of two subtasks takes its share of what one had. */
  private List<MonitorAlert> goOn(OperatorSubtaskState snapshot, int subtask) throws Exception {
    OperatorSubtaskState share =
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            snapshot, CameraMemoryHarness.MAX_PARALLELISM, 1, 2, subtask);
    FakeSource again = new FakeSource(UUID.randomUUID().toString());
    try (CameraMemoryHarness harness = new CameraMemoryHarness(again, 2, subtask)) {
      harness.initializeState(share);
      harness.open();
      List<String> mine = CAMERAS.stream().filter(camera -> isOf(subtask, camera)).toList();
      int scores = mine.size();
      harness.awaitScores(scores);
      for (String camera : mine) {
        harness.monitor(camera, MONITOR); // said again, as after a restart
        harness.remember(lit(camera, START + 2_000, 0.6));
        harness.awaitScores(++scores);
        harness.remember(lit(camera, START + 3_000, 0.1));
        harness.awaitScores(++scores);
      }
      return harness.alerts();
    }
  }

  private static boolean isOf(int subtask, String camera) {
    return org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
            camera, CameraMemoryHarness.MAX_PARALLELISM, 2)
        == subtask;
  }

  private static List<String> states(List<MonitorAlert> alerts) {
    return alerts.stream()
        .map(a -> "%s %s %d".formatted(a.camera(), a.state().word(), a.at() - START))
        .toList();
  }
}
