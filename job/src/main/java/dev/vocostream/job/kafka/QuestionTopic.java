package dev.vocostream.job.kafka;

import dev.vocostream.operators.QuestionMessage;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Questions in. Every message of the topic becomes one element, whatever it holds. */
public final class QuestionTopic {
  private QuestionTopic() {}

  /** Goes on where the last checkpoint or, without one, the group's offsets say. */
  public static KafkaSource<QuestionMessage> source(KafkaSettings settings) {
    return KafkaSource.<QuestionMessage>builder()
        .setProperties(settings.sourceProperties())
        .setTopics(settings.questions())
        .setGroupId(settings.groupId())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new Messages())
        .build();
  }

  private static final class Messages implements KafkaRecordDeserializationSchema<QuestionMessage> {
    private static final long serialVersionUID = 1;

    private transient QuestionReader reader;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      reader = new QuestionReader();
    }

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<QuestionMessage> out) {
      out.collect(
          reader.read(message.value(), message.topic(), message.partition(), message.offset()));
    }

    @Override
    public TypeInformation<QuestionMessage> getProducedType() {
      return TypeInformation.of(QuestionMessage.class);
    }
  }
}
