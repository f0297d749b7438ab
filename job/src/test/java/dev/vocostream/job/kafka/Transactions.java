package dev.vocostream.job.kafka;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a job's transactions do to those who read committed messages only: behind one that is open
 * they see nothing, whoever wrote it.
 */
public final class Transactions {
  private static final List<TransactionState> OPEN =
      List.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_ABORT);

  private final KafkaSettings kafka;

  public Transactions(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Ids of the job's transactions that are open. */
  public List<String> open() throws Exception {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      return admin
          .listTransactions(new ListTransactionsOptions().filterStates(OPEN))
          .all()
          .get()
          .stream()
          .map(TransactionListing::transactionalId)
          .filter(id -> id.startsWith(kafka.transactionalIdPrefix()))
          .toList();
    }
  }

  /** How much of a topic is written, whether committed or not, of all partitions together. */
  long written(String topic) {
    return ends("read_uncommitted", List.of(topic)).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Ends of answers, alerts and dead letters, whether committed or not, by partition. */
  public Map<String, Long> written() {
    return ends("read_uncommitted", topics());
  }

  /** To where whoever reads committed messages can read: the last stable offsets. */
  public Map<String, Long> readable() {
    return ends("read_committed", topics());
  }

  /** Whether nobody is kept waiting before any of these places. */
  public boolean readableTo(Map<String, Long> written) {
    Map<String, Long> readable = readable();
    return written.entrySet().stream()
        .allMatch(end -> readable.get(end.getKey()) >= end.getValue());
  }

  List<String> topics() {
    return List.of(kafka.answers(), kafka.monitoring().alerts(), kafka.rejected());
  }

  private Map<String, Long> ends(String isolation, List<String> topics) {
    Properties properties = kafka.clientProperties();
    properties.put("isolation.level", isolation);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<String, Long> ends = new TreeMap<>();
      consumer.endOffsets(partitions).forEach((at, end) -> ends.put(at.toString(), end));
      return ends;
    }
  }
}
