package dev.vocostream.job.kafka;

import dev.vocostream.operators.MonitorMessage;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Standing questions in. Every message of the topic becomes one element, whatever it holds. */
public final class MonitorTopic {
  private MonitorTopic() {}

  /**
   * Goes on where the last checkpoint says or, without one, begins at the beginning: the group's
   * offsets do not count, as what was read before is in no state then.
   */
  public static KafkaSource<MonitorMessage> source(KafkaSettings settings) {
    return KafkaSource.<MonitorMessage>builder()
        .setProperties(settings.sourceProperties())
        .setTopics(settings.monitoring().monitors())
        .setGroupId(settings.groupId())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new Messages())
        .build();
  }

  /**
   * What a record is. Never throws.
   *
   * @param reader of its value
   */
  static MonitorMessage read(ConsumerRecord<byte[], byte[]> message, MonitorJson reader) {
    try {
      String id = KeyedJson.idOf(message.key());
      if (id == null) {
        throw new BadMessage("no-id", "key: expected the id of a monitor in UTF-8, found none");
      }
      return message.value() == null
          ? MonitorMessage.removed(id)
          : MonitorMessage.of(reader.read(message.key(), message.value()));
    } catch (BadMessage bad) {
      return MonitorMessage.of(DeadLetter.of(message, bad));
    }
  }

  private static final class Messages implements KafkaRecordDeserializationSchema<MonitorMessage> {
    private static final long serialVersionUID = 1;

    private transient MonitorJson reader;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      reader = new MonitorJson();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<MonitorMessage> out) {
      out.collect(read(message, reader));
    }

    @Override
    public TypeInformation<MonitorMessage> getProducedType() {
      return TypeInformation.of(MonitorMessage.class);
    }
  }
}
