package dev.vocostream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Unchanged;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameSamplerTest {
  private static final ChangeRule RULE = new ChangeRule(Duration.ofSeconds(10));

  private KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness(RULE);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void ofAStillSceneOneFrameInTenSecondsPasses() throws Exception {
    for (long time = 0; time < 30_000; time += 200) {
      take(frame("yard", time, 100));
    }
    assertThat(framesOut()).containsExactly(0L, 10_000L, 20_000L);
    assertThat(unchangedOut()).hasSize(29).first().isEqualTo(unchanged(0, 200, 1_000));
    assertThat(unchangedOut())
        .contains(unchanged(0, 9_200, 9_800), unchanged(10_000, 10_200, 11_000));
  }

  @Test
  void whatShowsSomethingNewPassesAtOnceBehindWhatWasNotSaidYet() throws Exception {
    take(frame("yard", 0, 100), frame("yard", 200, 100), frame("yard", 400, 180));
    assertThat(harness.extractOutputValues())
        .extracting(event -> event.frame() == null ? event.unchanged() : event.frame().time())
        .containsExactly(0L, unchanged(0, 200, 200), 400L);
  }

  @Test
  void camerasAreComparedWithThemselves() throws Exception {
    take(frame("yard", 0, 100), frame("door", 0, 180), frame("yard", 1_000, 100));
    assertThat(framesOut()).containsExactly(0L, 0L);
    assertThat(unchangedOut()).containsExactly(unchanged(0, 1_000, 1_000));
  }

  @Test
  void theFirstFrameAfterAReportPassesAndTheReportKeepsItsPlace() throws Exception {
    CameraReport away = new CameraReport("yard", State.OFFLINE, "gone", 300);
    take(frame("yard", 0, 100), frame("yard", 200, 100), CameraEvent.of(away));
    take(frame("yard", 5_000, 100));
    assertThat(harness.extractOutputValues())
        .extracting(
            event ->
                event.frame() != null ? "frame" : event.report() != null ? "report" : "unchanged")
        .containsExactly("frame", "unchanged", "report", "frame");
  }

  @Test
  void aHoleIsNotSaidToHaveBeenUnchanged() throws Exception {
    take(frame("yard", 0, 100), frame("yard", 200, 100), frame("yard", 5_000, 100));
    assertThat(unchangedOut()).containsExactly(unchanged(0, 200, 200), unchanged(0, 5_000, 5_000));
  }

  @Test
  void afterARestoreTheSceneIsComparedWithTheOneOfBefore() throws Exception {
    take(frame("yard", 0, 100), frame("yard", 200, 100));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(RULE);
    harness.initializeState(snapshot);
    harness.open();
    take(frame("yard", 400, 100), frame("yard", 1_000, 100), frame("yard", 1_200, 180));
    assertThat(framesOut()).containsExactly(1_200L);
    assertThat(unchangedOut()).containsExactly(unchanged(0, 200, 1_000));
  }

  @Test
  void turnedOffEveryFramePasses() throws Exception {
    harness.close();
    harness = harness(null);
    harness.open();
    take(frame("yard", 0, 100), frame("yard", 200, 100), frame("yard", 400, 100));
    assertThat(framesOut()).containsExactly(0L, 200L, 400L);
  }

  @Test
  void ofACameraThatSkipsNothingEveryFramePassesUntilItIsTold() throws Exception {
    take(terms("yard", true), frame("yard", 0, 100), frame("yard", 200, 100));
    take(terms("door", false), frame("door", 0, 100), frame("door", 200, 100));
    assertThat(framesOut()).containsExactly(0L, 200L, 0L);
    take(terms("yard", false), frame("yard", 400, 100), frame("yard", 600, 100));
    assertThat(framesOut()).containsExactly(0L, 200L, 0L, 400L);
    take(terms("yard", true), frame("yard", 800, 100));
    assertThat(framesOut()).containsExactly(0L, 200L, 0L, 400L, 800L);
  }

  @Test
  void whatACameraSkipsOutlivesARestore() throws Exception {
    take(terms("yard", true), frame("yard", 0, 100));
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness(RULE);
    harness.initializeState(snapshot);
    harness.open();
    take(frame("yard", 200, 100), frame("yard", 400, 100));
    assertThat(framesOut()).containsExactly(200L, 400L);
  }

  @Test
  void readsTheBytesOfVersionOneAndNoOthers() {
    byte[] cells = new byte[Thumbnail.PLANES * Thumbnail.CELLS];
    Arrays.fill(cells, (byte) 200);
    byte[] golden =
        java.nio.ByteBuffer.allocate(33 + cells.length)
            .put((byte) 1)
            .putLong(1_000)
            .putLong(2_000)
            .putLong(2_200)
            .putLong(2_800)
            .put(cells)
            .array();
    KeptFrame kept = KeptFrame.ofBytes(golden);
    assertThat(kept).isEqualTo(new KeptFrame(1_000, 2_000, 2_200, 2_800, Thumbnail.ofBytes(cells)));
    assertThat(kept.toBytes()).isEqualTo(golden);
    golden[0] = 2;
    assertThat(KeptFrame.ofBytes(golden)).isNull();
  }

  /** Which was written by a later version; on the way back it must not stop the job. */
  @Test
  void whatItCannotReadIsForgottenAndTheNextFrameKept() throws Exception {
    harness.close();
    OperatorSubtaskState later;
    try (KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> other =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new LaterSampler()), CameraEvent::camera, Types.STRING)) {
      other.open();
      other.processElement(new StreamRecord<>(frame("yard", 0, 100)));
      later = other.snapshot(1, 1);
    }
    harness = harness(RULE);
    harness.initializeState(later);
    harness.open();
    take(frame("yard", 200, 100), frame("yard", 400, 100), frame("yard", 600, 180));
    assertThat(framesOut()).containsExactly(200L, 600L);
  }

  /** Keeps frames in a format that is not known here. */
  private static final class LaterSampler
      extends KeyedProcessFunction<String, CameraEvent, CameraEvent> {
    private transient ValueState<byte[]> kept;

    @Override
    public void open(OpenContext context) {
      kept =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      "kept-frame", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(CameraEvent event, Context context, Collector<CameraEvent> out)
        throws Exception {
      kept.update(new byte[] {2, 0});
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> harness(
      ChangeRule rule) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new FrameSampler(rule, Duration.ofMinutes(10), Duration.ofSeconds(5))),
        CameraEvent::camera,
        Types.STRING);
  }

  private void take(CameraEvent... events) throws Exception {
    for (CameraEvent event : events) {
      harness.processElement(new StreamRecord<>(event));
    }
  }

  private List<Long> framesOut() {
    return harness.extractOutputValues().stream()
        .filter(event -> event.frame() != null)
        .map(event -> event.frame().time())
        .toList();
  }

  private List<Unchanged> unchangedOut() {
    return harness.extractOutputValues().stream()
        .map(CameraEvent::unchanged)
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private static Unchanged unchanged(long sample, long from, long to) {
    return new Unchanged("yard", sample, from, to);
  }

  private static CameraEvent terms(String camera, boolean everyFrame) {
    return CameraEvent.of(
        new CameraTerms(camera, false, 5, 60_000, 100, 1 << 20, 0, everyFrame, false, null));
  }

  /** One tone all over: another one is a change of light that no sun makes. */
  private static CameraEvent frame(String camera, long time, int tone) {
    byte[] rgb = new byte[40 * 40 * 3];
    Arrays.fill(rgb, (byte) tone);
    return CameraEvent.of(new Frame(camera, time, 40, 40, rgb));
  }
}
