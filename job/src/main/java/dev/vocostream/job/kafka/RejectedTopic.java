package dev.vocostream.job.kafka;

import dev.vocostream.operators.RejectedMessage;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Dead letters out, without a key: there is nobody they belong to. */
public final class RejectedTopic {
  private RejectedTopic() {}

  public static KafkaSink<RejectedMessage> sink(KafkaSettings settings) {
    SerializationSchema<RejectedMessage> value = AnswerJson::write;
    return TopicSink.of(
        settings,
        settings.rejected(),
        KafkaRecordSerializationSchema.<RejectedMessage>builder()
            .setTopic(settings.rejected())
            .setValueSerializationSchema(value)
            .build());
  }
}
