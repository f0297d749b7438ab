package dev.vocostream.job.kafka;

import dev.vocostream.operators.RejectedMessage;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;

/** Dead letters out, without a key: there is nobody they belong to. */
public final class RejectedTopic {
  private RejectedTopic() {}

  public static Sink<RejectedMessage> sink(KafkaSettings settings) {
    return TopicSink.of(settings, settings.rejected(), null, new Value(), MessageId.PLACE);
  }

  /** A class and not a lambda: the connector wants to know its type parameter. */
  private static final class Value implements SerializationSchema<RejectedMessage> {
    private static final long serialVersionUID = 1;

    @Override
    public byte[] serialize(RejectedMessage rejected) {
      return AnswerJson.write(rejected);
    }
  }
}
