package dev.vocostream.state.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.FrameMemoryContract;
import dev.vocostream.state.MemorySpan;
import dev.vocostream.state.Retention;
import dev.vocostream.state.ThinnedSpan;
import dev.vocostream.state.UnchangedSpan;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract on each backend, and what only keyed state can do. */
class KeyedFrameMemoryTest {
  @Nested
  class OnTheHeap extends OnABackend {
    @Override
    StateBackend backend() {
      return new HashMapStateBackend();
    }

    /** Written by a build that knew no spans, of nine frames of which four were forgotten. */
    @Test
    void readsAMemoryOfBeforeThereWereSpans() throws Exception {
      URL snapshot = getClass().getResource("/frames-before-unchanged-spans.snapshot");
      FrameMemory memory =
          restore(OperatorSnapshotUtil.readStateHandle(Path.of(snapshot.toURI()).toString()));
      assertThat(memory.times(0, 99)).containsExactly(5L, 6L, 7L, 8L, 9L);
      assertThat(memory.recall(9)).containsExactly(9);
      assertThat(memory.unchanged(0, 99)).isEmpty();
      assertThat(memory.thinned(0, 99)).isEmpty();
      assertThat(memory.span()).isEqualTo(new MemorySpan(5L, 9L, 5, 5, 4L, 9L));
      assertThat(memory.extend(new UnchangedSpan(9, 10, 12), 2)).isTrue();
    }
  }

  @Nested
  class OnRocksDb extends OnABackend {
    @Override
    StateBackend backend() {
      EmbeddedRocksDBStateBackend backend = new EmbeddedRocksDBStateBackend(true);
      backend.setRocksDBOptions(new FrameMemoryRocksOptions());
      return backend;
    }
  }

  abstract static class OnABackend extends FrameMemoryContract {
    private MemoryHarness harness;

    abstract StateBackend backend();

    @Override
    protected FrameMemory memory() throws Exception {
      close();
      harness = new MemoryHarness(backend());
      harness.open();
      return harness.of("yard");
    }

    @AfterEach
    void close() throws Exception {
      if (harness != null) {
        harness.close();
      }
    }

    @Test
    void keepsCamerasApart() throws Exception {
      memory().remember(1, new byte[] {1});
      harness.of("door").remember(2, new byte[] {2});
      assertThat(harness.of("door").times(0, 9)).containsExactly(2L);
      assertThat(harness.of("yard").times(0, 9)).containsExactly(1L);
      assertThat(harness.of("yard").recall(2)).isNull();
    }

    @Test
    void spansSurviveARestoreAndGoOn() throws Exception {
      FrameMemory memory = memory();
      memory.remember(1, new byte[] {1});
      memory.extend(new UnchangedSpan(1, 2, 4), 2);
      memory.extend(new UnchangedSpan(1, 9, 10), 2);
      FrameMemory restored = restart();
      assertThat(restored.span().validTo()).isEqualTo(10);
      restored.extend(new UnchangedSpan(1, 11, 12), 2);
      assertThat(restored.unchanged(0, 99))
          .containsExactly(new UnchangedSpan(1, 1, 4), new UnchangedSpan(1, 9, 12));
    }

    @Test
    void thinnedSpansSurviveARestoreAndGoOn() throws Exception {
      FrameMemory memory = memory();
      for (long time = 1; time <= 9; time++) {
        memory.remember(time, new byte[] {(byte) time});
      }
      memory.drop(2, 1);
      memory.drop(3, 1);
      FrameMemory restored = restart();
      assertThat(restored.thinned(0, 99)).containsExactly(new ThinnedSpan(1, 3));
      restored.drop(5, 1);
      assertThat(restored.thinned(0, 99)).containsExactly(new ThinnedSpan(1, 5));
      assertThat(restored.times(0, 99)).containsExactly(1L, 4L, 6L, 7L, 8L, 9L);
    }

    private FrameMemory restart() throws Exception {
      return restore(harness.snapshot(1, 1));
    }

    FrameMemory restore(OperatorSubtaskState snapshot) throws Exception {
      close();
      harness = new MemoryHarness(backend());
      harness.initializeState(snapshot);
      harness.open();
      return harness.of("yard");
    }

    @Test
    void remembersAcrossARestore() throws Exception {
      FrameMemory memory = memory();
      for (long time = 1; time <= 9; time++) {
        memory.remember(time, new byte[] {(byte) time});
      }
      memory.forgetBeyond(new Retention(Duration.ofHours(1), 5, 1000));
      FrameMemory restored = restart();
      assertThat(restored.times(0, 99)).containsExactly(5L, 6L, 7L, 8L, 9L);
      assertThat(restored.recall(9)).containsExactly(9);
      assertThat(restored.span().forgottenTo()).isEqualTo(4L);
    }
  }
}
