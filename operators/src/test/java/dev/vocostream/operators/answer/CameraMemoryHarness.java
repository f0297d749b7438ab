package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.MemoryEvent;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/**
 * Flink's harness for keyed two-input operators takes an operator, not a factory, and only a
 * factory is given the mailbox; so this one is put together here. Runs on RocksDB.
 */
final class CameraMemoryHarness extends AbstractStreamOperatorTestHarness<CameraAnswer> {
  private static final int MAX_PARALLELISM = 128;

  CameraMemoryHarness(CameraMemory factory) throws Exception {
    super(factory, MAX_PARALLELISM, 1, 0);
    config.setStatePartitioner(0, (MemoryEvent event) -> event.camera());
    config.setStatePartitioner(1, (CameraQuestion question) -> question.camera());
    config.setStateKeySerializer(Types.STRING.createSerializer(new SerializerConfigImpl()));
    config.serializeAllConfigs();
    setStateBackend(new EmbeddedRocksDBStateBackend(true));
  }

  void remember(MemoryEvent event) throws Exception {
    StreamRecord<MemoryEvent> element = new StreamRecord<>(event);
    operator().setKeyContextElement1(element);
    operator().processElement1(element);
  }

  void ask(CameraQuestion question) throws Exception {
    StreamRecord<CameraQuestion> element = new StreamRecord<>(question);
    operator().setKeyContextElement2(element);
    operator().processElement2(element);
  }

  /** What has come out, after all that the model brought back was worked off. */
  List<CameraAnswer> answers() throws Exception {
    Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    while (mail.isPresent()) {
      mail.get().run();
      mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
    }
    return extractOutputValues();
  }

  @SuppressWarnings("unchecked")
  private TwoInputStreamOperator<MemoryEvent, CameraQuestion, CameraAnswer> operator() {
    return (TwoInputStreamOperator<MemoryEvent, CameraQuestion, CameraAnswer>) getOperator();
  }
}
