package dev.vocostream.job.kafka;

import dev.vocostream.operators.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Pictures of frames, keyed by camera, with the frame's time as a header. At least once: the same
 * picture twice does no harm. Where none are wanted the topic need not be there.
 */
public final class SnapshotTopic {
  /** Of the header: the frame's time, as ISO 8601 in UTC. */
  public static final String TIME = "time";

  private SnapshotTopic() {}

  public static Sink<Snapshot> sink(KafkaSettings settings) {
    String topic = settings.snapshots().topic();
    Records records = new Records(topic);
    return settings.snapshots().enabled()
        ? TopicSink.atLeastOnce(settings, topic, records)
        : TopicSink.idle(settings, topic, records);
  }

  private record Records(String topic) implements KafkaRecordSerializationSchema<Snapshot> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Snapshot snapshot, KafkaSinkContext context, Long timestamp) {
      byte[] key = snapshot.camera().getBytes(StandardCharsets.UTF_8);
      ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, key, snapshot.jpeg());
      String time = Instant.ofEpochMilli(snapshot.time()).toString();
      message.headers().add(TIME, time.getBytes(StandardCharsets.UTF_8));
      return message;
    }
  }
}
