package dev.vocostream.state.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.FrameMemoryContract;
import dev.vocostream.state.Retention;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
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
    private Harness harness;

    abstract StateBackend backend();

    @Override
    protected FrameMemory memory() throws Exception {
      close();
      harness = new Harness(backend());
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
    void remembersAcrossARestore() throws Exception {
      FrameMemory memory = memory();
      for (long time = 1; time <= 9; time++) {
        memory.remember(time, new byte[] {(byte) time});
      }
      memory.forgetBeyond(new Retention(Duration.ofHours(1), 5, 1000));
      OperatorSubtaskState snapshot = harness.snapshot(1, 1);
      harness.close();

      harness = new Harness(backend());
      harness.initializeState(snapshot);
      harness.open();
      FrameMemory restored = harness.of("yard");
      assertThat(restored.times(0, 99)).containsExactly(5L, 6L, 7L, 8L, 9L);
      assertThat(restored.recall(9)).containsExactly(9);
      assertThat(restored.span().forgottenTo()).isEqualTo(4L);
    }
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, String, String> {
    private final MemoryOperator operator;

    Harness(StateBackend backend) throws Exception {
      this(new MemoryOperator(), backend);
    }

    private Harness(MemoryOperator operator, StateBackend backend) throws Exception {
      super(operator, camera -> camera, Types.STRING);
      this.operator = operator;
      setStateBackend(backend);
    }

    FrameMemory of(String camera) {
      operator.setCurrentKey(camera);
      return operator.memory;
    }
  }

  private static final class MemoryOperator extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<String, String> {
    private transient FrameMemory memory;

    @Override
    public void open() throws Exception {
      memory = new KeyedFrameMemory(getRuntimeContext(), () -> (String) getCurrentKey());
    }

    @Override
    public void processElement(StreamRecord<String> element) {}
  }
}
