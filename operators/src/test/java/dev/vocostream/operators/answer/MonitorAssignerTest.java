package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraMonitor;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class MonitorAssignerTest {
  private static final int MAX_PARALLELISM = 128;
  private static final Monitor ALL = monitor("all");
  private static final Monitor YARD = monitor("one", "yard");

  @Test
  void everyCameraIsToldOfTheMonitorsThatWatchItWhicheverCameFirst() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processBroadcastElement(MonitorMessage.of(ALL), 0);
      harness.processElement(terms("yard"), 0);
      harness.processElement(terms("door"), 0);
      harness.processBroadcastElement(MonitorMessage.of(YARD), 0);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              new CameraMonitor("yard", "all", ALL),
              new CameraMonitor("door", "all", ALL),
              new CameraMonitor("yard", "one", YARD));
    }
  }

  @Test
  void aMonitorThatTurnsAwayOrIsRemovedLeavesTheCamerasThatItWatched() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(terms("yard"), 0);
      harness.processElement(terms("door"), 0);
      harness.processBroadcastElement(MonitorMessage.of(YARD), 0);
      Monitor door = monitor("one", "door");
      harness.processBroadcastElement(MonitorMessage.of(door), 0);
      harness.processBroadcastElement(MonitorMessage.removed("one"), 0);
      harness.processBroadcastElement(MonitorMessage.removed("nobody"), 0);
      harness.processElement(terms("door"), 0);
      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              new CameraMonitor("yard", "one", YARD),
              new CameraMonitor("yard", "one", null),
              new CameraMonitor("door", "one", door),
              new CameraMonitor("door", "one", null));
    }
  }

  @Test
  void aCameraThatIsNoMoreIsLeftAndOneThatComesBackIsTold() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processBroadcastElement(MonitorMessage.of(YARD), 0);
      harness.processElement(terms("yard"), 0);
      harness.processElement(new StreamRecord<>(CameraTerms.removed("yard")));
      harness.processBroadcastElement(MonitorMessage.of(ALL), 0);
      assertThat(harness.extractOutputValues())
          .containsExactly(
              new CameraMonitor("yard", "one", YARD), new CameraMonitor("yard", "one", null));
      harness.processElement(terms("yard"), 0);
      assertThat(harness.extractOutputValues())
          .hasSize(4)
          .contains(new CameraMonitor("yard", "all", ALL));
    }
  }

  @Test
  void camerasAndMonitorsAreKnownOnEverySubtaskAfterItGrew() throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = harness(1, 0)) {
      harness.open();
      harness.processElement(terms("yard"), 0);
      harness.processElement(terms("door"), 0);
      harness.processBroadcastElement(MonitorMessage.of(ALL), 0);
      snapshot = harness.snapshot(1, 0);
    }
    List<CameraMonitor> told = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = harness(2, subtask)) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                snapshot, MAX_PARALLELISM, 1, 2, subtask));
        harness.open();
        harness.processBroadcastElement(MonitorMessage.of(YARD), 0);
        String fresh = cameraOf(subtask);
        harness.processElement(terms(fresh), 0);
        assertThat(harness.extractOutputValues()).contains(new CameraMonitor(fresh, "all", ALL));
        told.addAll(harness.extractOutputValues());
      }
    }
    assertThat(told).filteredOn(word -> word.camera().equals("yard")).hasSize(1);
  }

  private static String cameraOf(int subtask) {
    int number = 0;
    while (KeyGroupRangeAssignment.assignKeyToParallelOperator("new" + number, MAX_PARALLELISM, 2)
        != subtask) {
      number++;
    }
    return "new" + number;
  }

  private static KeyedBroadcastOperatorTestHarness<
          String, CameraTerms, MonitorMessage, CameraMonitor>
      harness(int parallelism, int subtask) throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new MonitorAssigner(), List.of(MonitorAssigner.MONITORS)),
        CameraTerms::camera,
        Types.STRING,
        MAX_PARALLELISM,
        parallelism,
        subtask);
  }

  private static CameraTerms terms(String camera) {
    return new CameraTerms(camera, false, 1, 1_000, 10, 1_000, 0);
  }

  private static Monitor monitor(String id, String... cameras) {
    return new Monitor(id, List.of(cameras), "?", 0, null, 0.5, 0.5, 0, null);
  }
}
