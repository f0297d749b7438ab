package dev.vocostream.operators.answer;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A memory on RocksDB, with a model of its own whose right answers can be computed. */
abstract class CameraMemoryTest {
  static final long START = 1_000_000;

  FakeSource source;
  CameraMemoryHarness harness;

  @BeforeEach
  final void open() throws Exception {
    source = new FakeSource(UUID.randomUUID().toString());
    harness = CameraMemoryHarness.openedAt(START, source);
  }

  /** Goes on from a snapshot, with a model of its own. */
  final void restore(OperatorSubtaskState snapshot, long now) throws Exception {
    harness.close();
    source = new FakeSource(UUID.randomUUID().toString());
    harness = new CameraMemoryHarness(source);
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(now);
  }

  @AfterEach
  final void close() throws Exception {
    model().letGo();
    harness.close();
  }

  final FakeModel model() {
    return source.live();
  }
}
