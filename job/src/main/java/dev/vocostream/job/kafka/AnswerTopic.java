package dev.vocostream.job.kafka;

import dev.vocostream.operators.Answer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Answers out, keyed by the question's id. */
public final class AnswerTopic {
  private AnswerTopic() {}

  public static KafkaSink<Answer> sink(KafkaSettings settings) {
    SerializationSchema<Answer> key = answer -> answer.id().getBytes(StandardCharsets.UTF_8);
    SerializationSchema<Answer> value = AnswerJson::write;
    return TopicSink.of(
        settings,
        settings.answers(),
        KafkaRecordSerializationSchema.<Answer>builder()
            .setTopic(settings.answers())
            .setKeySerializationSchema(key)
            .setValueSerializationSchema(value)
            .build());
  }
}
