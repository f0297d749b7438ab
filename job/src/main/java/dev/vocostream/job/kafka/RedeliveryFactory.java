package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.TidySink.Redelivering;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes {@link Redelivery}: only a factory is handed the mailbox. */
final class RedeliveryFactory<T> extends AbstractStreamOperatorFactory<T>
    implements OneInputStreamOperatorFactory<T, T> {
  private static final long serialVersionUID = 1L;

  private final Redelivering<T> redelivering;
  private final TypeInformation<T> type;

  RedeliveryFactory(Redelivering<T> redelivering, TypeInformation<T> type) {
    this.redelivering = redelivering;
    this.type = type;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S extends StreamOperator<T>> S createStreamOperator(
      StreamOperatorParameters<T> parameters) {
    return (S) new Redelivery<>(parameters, redelivering, type);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return Redelivery.class;
  }
}
