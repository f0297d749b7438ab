package dev.vocostream.job.kafka;

import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;

/** Nobody sends it anything. */
final class IdleWriter<T>
    implements PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> {
  @Override
  public void write(T message, Context context) {
    throw new IllegalStateException("a message for a topic that nothing shall be written to");
  }

  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public Collection<KafkaCommittable> prepareCommit() {
    return List.of();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public void close() {}
}
