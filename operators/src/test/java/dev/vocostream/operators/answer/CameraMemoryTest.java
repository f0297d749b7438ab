package dev.vocostream.operators.answer;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import dev.vocostream.state.Thinning;
import java.util.List;
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

  /** Begins anew with one camera, yard, and other settings than usual. */
  final void reopen(DeadlineRule deadlines, long maxInFlightBytes) throws Exception {
    AnswerSettings usual =
        CameraMemoryHarness.settings(List.of("yard"), source.fingerprint(), Thinning.NONE, false);
    AnswerSettings settings =
        new AnswerSettings(
            usual.cameras(),
            deadlines,
            usual.maxOpen(),
            usual.maxInFlight(),
            maxInFlightBytes,
            usual.staleAfter(),
            usual.statusEvery(),
            usual.fingerprint(),
            usual.thinning(),
            usual.eraseWithin(),
            usual.camerasSpeak());
    harness.close();
    harness = new CameraMemoryHarness(new CameraMemory(settings, source), 1, 0);
    harness.open();
    harness.setProcessingTime(START);
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
