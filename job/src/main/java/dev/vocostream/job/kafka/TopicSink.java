package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** What the sinks of all topics have in common. */
final class TopicSink {
  /** Bytes of a record before compression; one with very many gaps may exceed the usual 1 MiB. */
  private static final String MAX_REQUEST = Integer.toString(8 * 1024 * 1024);

  private TopicSink() {}

  static <T> Sink<T> of(
      KafkaSettings settings, String topic, KafkaRecordSerializationSchema<T> records) {
    return of(settings, topic, records, settings.delivery());
  }

  static <T> Sink<T> of(
      KafkaSettings settings,
      String topic,
      KafkaRecordSerializationSchema<T> records,
      Delivery delivery) {
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(settings.clientProperties())
            .setBootstrapServers(settings.bootstrapServers())
            .setRecordSerializer(records)
            .setDeliveryGuarantee(delivery.guarantee())
            // Per topic, as sinks with the same prefix would take each other's transactions.
            .setTransactionalIdPrefix(settings.transactionalIdPrefix() + "-" + topic)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setProperty(
                "transaction.timeout.ms", Long.toString(settings.transactionTimeout().toMillis()))
            .setProperty("compression.type", "lz4")
            .setProperty("max.request.size", MAX_REQUEST)
            .build();
    return new TidySink<>(sink);
  }
}
