package dev.vocostream.operators.answer;

import dev.vocostream.model.FakeModel;
import dev.vocostream.model.FakeSource;
import java.util.UUID;
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

  @AfterEach
  final void close() throws Exception {
    model().letGo();
    harness.close();
  }

  final FakeModel model() {
    return source.live();
  }
}
