package dev.vocostream.job.kafka;

import dev.vocostream.operators.StatusMessage;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The status of cameras out, keyed by camera; a tombstone for one that is no more. At least once,
 * whatever holds for answers: the newest counts, and is wanted before the next checkpoint.
 */
public final class StatusTopic {
  private StatusTopic() {}

  public static Sink<StatusMessage> sink(KafkaSettings settings) {
    String topic = settings.status();
    return TopicSink.atLeastOnce(settings, topic, new Records(topic));
  }

  private record Records(String topic) implements KafkaRecordSerializationSchema<StatusMessage> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        StatusMessage status, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic, status.camera().getBytes(StandardCharsets.UTF_8), StatusJson.write(status));
    }
  }
}
