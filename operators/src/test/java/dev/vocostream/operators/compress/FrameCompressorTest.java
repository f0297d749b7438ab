package dev.vocostream.operators.compress;

import static dev.vocostream.operators.Fixtures.image;
import static dev.vocostream.operators.Fixtures.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Activations;
import dev.vocostream.model.DType;
import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CompressedFrame;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.state.FrameEntry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameCompressorTest {
  private static final BatchRule RULE = new BatchRule(3, Duration.ofMillis(50));

  private final FakeSource source = new FakeSource(UUID.randomUUID().toString());
  private OneInputStreamOperatorTestHarness<CameraEvent, MemoryEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new FrameCompressor(RULE, source, source.fingerprint()));
    harness.open();
    harness.setProcessingTime(0);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void compressesAFullBatchOfWhateverCamerasItHolds() throws Exception {
    take(seen("yard", 1), seen("yard", 2));
    assertThat(out()).isEmpty();
    take(seen("door", 1));
    assertThat(out()).extracting(MemoryEvent::camera).containsExactly("yard", "yard", "door");
    assertThat(model().batchSizes()).containsExactly(3);
  }

  @Test
  void sendsThePictureAlongWhereTheModelReadsFramesInFull() throws Exception {
    take(seen("yard", 1), seen("yard", 2), seen("yard", 3));
    assertThat(out().get(0).frame().picture()).isNull();
    FakeSource hybrid = FakeSource.hybrid(UUID.randomUUID().toString(), 2_048);
    harness.close();
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new FrameCompressor(RULE, hybrid, hybrid.fingerprint()));
    harness.open();
    take(seen("yard", 1), seen("yard", 2), seen("yard", 3));
    assertThat(out().get(2).frame().picture())
        .usingRecursiveComparison()
        .isEqualTo(image("yard", 3));
  }

  @Test
  void aFrameWaitsForOthersOnlySoLong() throws Exception {
    take(seen("yard", 1));
    harness.setProcessingTime(49);
    assertThat(out()).isEmpty();
    harness.setProcessingTime(50);
    assertThat(out()).hasSize(1);
  }

  @Test
  void theNextBatchHasATimeOfItsOwn() throws Exception {
    take(seen("yard", 1), seen("yard", 2), seen("yard", 3));
    harness.setProcessingTime(40);
    take(seen("yard", 4));
    harness.setProcessingTime(60);
    assertThat(out()).hasSize(3);
    harness.setProcessingTime(90);
    assertThat(out()).hasSize(4);
  }

  @Test
  void leavesNothingInTheBatchWhenABarrierPasses() throws Exception {
    take(seen("yard", 1), seen("door", 1));
    harness.prepareSnapshotPreBarrier(1);
    assertThat(out()).hasSize(2);
  }

  @Test
  void neverLetsAWatermarkOvertakeAFrame() throws Exception {
    take(seen("yard", 1));
    harness.processWatermark(new Watermark(10));
    assertThat(harness.getOutput()).hasSize(2);
    assertThat(harness.getOutput().peek()).isInstanceOf(StreamRecord.class);
  }

  @Test
  void leavesNothingInTheBatchAtTheEnd() throws Exception {
    take(seen("yard", 1));
    harness.endInput();
    assertThat(out()).hasSize(1);
  }

  @Test
  void aReportStaysInItsPlaceAmongTheFrames() throws Exception {
    CameraReport report = new CameraReport("yard", CameraReport.State.OFFLINE, "gone", 5);
    take(seen("yard", 1), CameraEvent.of(report), seen("yard", 2), seen("yard", 3));
    assertThat(out())
        .extracting(event -> event.report() != null)
        .containsExactly(false, true, false, false);
  }

  @Test
  void aReportAloneWaitsForNothing() throws Exception {
    take(CameraEvent.of(new CameraReport("yard", CameraReport.State.ONLINE, "", 5)));
    assertThat(out()).hasSize(1);
    assertThat(model().calls()).isZero();
  }

  @Test
  void anEntrySaysWhoseItIsAndWhoMadeIt() throws Exception {
    take(seen("yard", 7));
    harness.endInput();
    CompressedFrame frame = out().get(0).frame();
    assertThat(frame.time()).isEqualTo(7);
    FrameEntry entry = FrameEntry.read(frame.entry(), "yard", "fake-fingerprint");
    Activations activations =
        new Activations(entry.tokens(), DType.ofCode(entry.dtype()), entry.activations());
    assertThat(FakeModel.checksum(activations)).isEqualTo(FakeModel.checksum(image("yard", 7)));
  }

  @Test
  void aModelThatFailsFailsTheTaskWithItsReason() throws Exception {
    model().failAfter(0);
    take(seen("yard", 1));
    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .hasMessageContaining("could not compress a batch of 1 frames")
        .hasMessageContaining("as it was told to");
    model().recover();
  }

  @Test
  void aFrameWithBadNumericsIsLeftOutAndTheRestOfItsBatchGoesOn() throws Exception {
    model().refuse(image("door", 2));
    take(seen("yard", 1), seen("door", 2), seen("yard", 3));
    assertThat(out()).extracting(event -> event.frame().time()).containsExactly(1L, 3L);
    assertThat(model().batchSizes()).containsExactly(3, 1, 1, 1);
    take(seen("yard", 4), seen("yard", 5), seen("yard", 6));
    assertThat(out()).hasSize(5);
  }

  @Test
  void waitingForTheModelCanBeInterrupted() throws Exception {
    model().hold();
    take(seen("yard", 1));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> harness.prepareSnapshotPreBarrier(1))
        .isInstanceOf(InterruptedException.class);
    model().letGo();
  }

  private void take(CameraEvent... events) throws Exception {
    for (CameraEvent event : events) {
      harness.processElement(new StreamRecord<>(event));
    }
  }

  private List<MemoryEvent> out() {
    return harness.extractOutputValues();
  }

  private FakeModel model() {
    return source.live();
  }
}
