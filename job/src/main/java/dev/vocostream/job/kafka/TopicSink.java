package dev.vocostream.job.kafka;

import dev.vocostream.job.kafka.KafkaSettings.Delivery;
import dev.vocostream.job.kafka.TidySink.Redelivering;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchemaBuilder;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** What the sinks of all topics have in common. */
final class TopicSink {
  /** Bytes of a record before compression; one with very many gaps may exceed the usual 1 MiB. */
  private static final String MAX_REQUEST = Integer.toString(8 * 1024 * 1024);

  private TopicSink() {}

  /**
   * As the settings have it; once, also where a transaction is lost.
   *
   * @param key null for none
   * @param value JSON
   */
  static <T> Sink<T> of(
      KafkaSettings settings,
      String topic,
      SerializationSchema<T> key,
      SerializationSchema<T> value,
      MessageId ids) {
    KafkaRecordSerializationSchemaBuilder<T> records =
        KafkaRecordSerializationSchema.<T>builder()
            .setTopic(topic)
            .setValueSerializationSchema(value);
    if (key != null) {
      records.setKeySerializationSchema(key);
    }
    KafkaSink<T> exact = sink(settings, topic, records.build(), Delivery.EXACTLY_ONCE);
    boolean transactions = settings.delivery() == Delivery.EXACTLY_ONCE;
    KafkaSink<T> sink =
        transactions ? exact : sink(settings, topic, records.build(), settings.delivery());
    Committed committed = new CommittedMessages(settings, topic, ids);
    return new TidySink<>(
        sink, exact, new Redelivering<>(ids, value, committed, transactions), false);
  }

  /** At least once, whatever the settings have: the same twice does no harm. */
  static <T> Sink<T> atLeastOnce(
      KafkaSettings settings, String topic, KafkaRecordSerializationSchema<T> records) {
    return withoutTransactions(settings, topic, records, false);
  }

  /**
   * One that has the place of {@link #atLeastOnce} in a job, with the same state, and does nothing.
   */
  static <T> Sink<T> idle(
      KafkaSettings settings, String topic, KafkaRecordSerializationSchema<T> records) {
    return withoutTransactions(settings, topic, records, true);
  }

  private static <T> Sink<T> withoutTransactions(
      KafkaSettings settings,
      String topic,
      KafkaRecordSerializationSchema<T> records,
      boolean idle) {
    KafkaSink<T> sink = sink(settings, topic, records, Delivery.AT_LEAST_ONCE);
    return new TidySink<>(sink, sink, null, idle);
  }

  private static <T> KafkaSink<T> sink(
      KafkaSettings settings,
      String topic,
      KafkaRecordSerializationSchema<T> records,
      Delivery delivery) {
    return KafkaSink.<T>builder()
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
  }
}
