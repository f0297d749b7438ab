package dev.vocostream.state.flink;

import dev.vocostream.state.FrameMemory;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** A subtask that has nothing but memories, one for each key. */
final class MemoryHarness extends KeyedOneInputStreamOperatorTestHarness<String, String, String> {
  private final MemoryOperator operator;

  MemoryHarness(StateBackend backend) throws Exception {
    this(new MemoryOperator(), backend);
  }

  private MemoryHarness(MemoryOperator operator, StateBackend backend) throws Exception {
    super(operator, camera -> camera, Types.STRING);
    this.operator = operator;
    setStateBackend(backend);
  }

  FrameMemory of(String camera) {
    operator.setCurrentKey(camera);
    return operator.memory;
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
