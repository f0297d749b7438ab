package dev.vocostream.job.kafka;

import dev.vocostream.operators.RejectedMessage;
import java.time.Duration;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The messages of {@code voco.cameras} that cannot be read, each once. {@link CameraTopic} reads
 * the topic from its beginning at every start; this reads it on from the last checkpoint.
 */
public final class CameraDeadLetters {
  private CameraDeadLetters() {}

  /**
   * @param retainAtMost how long a camera may remember
   */
  public static KafkaSource<RejectedMessage> source(KafkaSettings settings, Duration retainAtMost) {
    return KafkaSource.<RejectedMessage>builder()
        .setProperties(settings.sourceProperties())
        .setTopics(settings.cameras())
        .setGroupId(settings.groupId())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new Messages(retainAtMost))
        .build();
  }

  private static final class Messages implements KafkaRecordDeserializationSchema<RejectedMessage> {
    private static final long serialVersionUID = 1;

    private final Duration retainAtMost;
    private transient CameraJson reader;

    Messages(Duration retainAtMost) {
      this.retainAtMost = retainAtMost;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      reader = new CameraJson(retainAtMost);
    }

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<RejectedMessage> out) {
      try {
        if (KeyedJson.idOf(message.key()) == null) {
          throw new BadMessage("no-id", "key: expected the id of a camera in UTF-8, found none");
        }
        if (message.value() != null) {
          reader.read(message.key(), message.value());
        }
      } catch (BadMessage bad) {
        out.collect(DeadLetter.of(message, bad));
      }
    }

    @Override
    public TypeInformation<RejectedMessage> getProducedType() {
      return TypeInformation.of(RejectedMessage.class);
    }
  }
}
