package dev.vocostream.job.kafka;

import dev.vocostream.operators.MonitorScore;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What monitors found out, keyed by monitor. At least once: a score is soon followed by others. */
public final class ScoreTopic {
  private ScoreTopic() {}

  public static Sink<MonitorScore> sink(KafkaSettings settings) {
    String topic = settings.monitoring().scores();
    return TopicSink.atLeastOnce(settings, topic, new Records(topic));
  }

  private record Records(String topic) implements KafkaRecordSerializationSchema<MonitorScore> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        MonitorScore score, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic, score.monitor().getBytes(StandardCharsets.UTF_8), AlertJson.write(score));
    }
  }
}
