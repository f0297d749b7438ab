package dev.vocostream.operators.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.StoredBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of the only camera of a subtask no thumbnail stays in RocksDB's files when it is not needed. */
class ErasedThumbnailTest {
  private static final ChangeRule RULE = new ChangeRule(Duration.ofSeconds(10));
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** So many checkpoints bring a compaction. */
  private static final Duration ERASE_WITHIN = EVERY.multipliedBy(16);

  @TempDir private Path directory;
  private StoredBytes stored;
  private KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent> harness;

  @BeforeEach
  void film() throws Exception {
    stored = new StoredBytes(directory);
    open(RULE);
    take(frame(0));
    checkpoint();
    assertThat(stored.holds(thumbnail())).as("the search sees it").isTrue();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void nothingIsLeftOfARemovedCamera() throws Exception {
    take(CameraEvent.of(CameraTerms.removed("yard")));
    goesWithinItsTime();
  }

  @Test
  void nothingIsLeftOfACameraThatIsAway() throws Exception {
    take(CameraEvent.of(new CameraReport("yard", State.OFFLINE, "gone", 1)));
    goesWithinItsTime();
  }

  @Test
  void nothingIsLeftOfOneThatWasRemovedBeforeTheJobWasAway() throws Exception {
    take(CameraEvent.of(CameraTerms.removed("yard")));
    OperatorSubtaskState state = harness.snapshot(99, 99);
    harness.close();
    harness = stored.on(newHarness(RULE));
    harness.initializeState(state);
    harness.open();
    harness.setProcessingTime(Duration.ofHours(1).toMillis());
    goesWithinItsTime();
  }

  @Test
  void nothingIsLeftWhenFramesAreComparedNoMore() throws Exception {
    OperatorSubtaskState state = harness.snapshot(99, 99);
    harness.close();
    harness = stored.on(newHarness(null));
    harness.initializeState(state);
    harness.open();
    take(CameraEvent.of(new CameraTerms("yard", false, 5, 60_000, 100, 1 << 20, 0)));
    goesWithinItsTime();
  }

  @Test
  void whatIsThereAgainIsNotErased() throws Exception {
    take(CameraEvent.of(CameraTerms.removed("yard")), frame(1_000));
    pass(ERASE_WITHIN);
    take(frame(1_200));
    assertThat(harness.extractOutputValues())
        .filteredOn(event -> event.frame() != null)
        .extracting(event -> event.frame().time())
        .as("the last one shows nothing new")
        .containsExactly(0L, 1_000L);
  }

  private void goesWithinItsTime() throws Exception {
    pass(ERASE_WITHIN);
    await().pollInSameThread().until(() -> !stored.holds(thumbnail()));
    pass(EVERY.multipliedBy(2));
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private void pass(Duration time) throws Exception {
    long end = harness.getProcessingTime() + time.toMillis();
    while (harness.getProcessingTime() < end) {
      harness.setProcessingTime(harness.getProcessingTime() + EVERY.toMillis());
      checkpoint();
    }
  }

  private void checkpoint() throws Exception {
    stored.checkpoint(harness);
  }

  private void open(ChangeRule rule) throws Exception {
    harness = stored.on(newHarness(rule));
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CameraEvent, CameraEvent>
      newHarness(ChangeRule rule) throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new FrameSampler(rule, ERASE_WITHIN, EVERY)),
        CameraEvent::camera,
        Types.STRING);
  }

  private void take(CameraEvent... events) throws Exception {
    for (CameraEvent event : events) {
      harness.processElement(new StreamRecord<>(event));
    }
  }

  private static byte[] thumbnail() {
    return Thumbnail.of(Thumbnail.SIDE, Thumbnail.SIDE, noise()).toBytes();
  }

  private static CameraEvent frame(long time) {
    return CameraEvent.of(new Frame("yard", time, Thumbnail.SIDE, Thumbnail.SIDE, noise()));
  }

  /** A pixel for each cell. */
  private static byte[] noise() {
    byte[] rgb = new byte[Thumbnail.PLANES * Thumbnail.CELLS];
    new Random(7).nextBytes(rgb);
    return rgb;
  }
}
