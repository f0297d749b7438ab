package dev.vocostream.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vocostream.job.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the suites look for is seen where it is there. */
@Timeout(120)
class TransactionsITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void aTransactionThatNobodyFinishesKeepsReadersWaiting(@TempDir Path directory) throws Exception {
    try (LocalBroker broker = LocalBroker.start(directory, 0, line -> {})) {
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      broker.createTopics(Topics.of(kafka));
      Transactions transactions = new Transactions(kafka);
      String id = kafka.transactionalIdPrefix() + "-left";
      try (KafkaProducer<byte[], byte[]> left = producer(kafka, id)) {
        left.initTransactions();
        left.beginTransaction();
        left.send(new ProducerRecord<>(kafka.answers(), new byte[1])).get();
        Map<String, Long> written = transactions.written();
        assertThat(transactions.open()).containsExactly(id);
        assertThat(transactions.readableTo(written)).isFalse();
        assertThat(transactions.readable()).isNotEqualTo(written);
        left.commitTransaction();
        // the broker tells the partitions of it after it has told the producer
        await().atMost(PATIENCE).until(() -> transactions.readableTo(written));
        assertThat(transactions.readable()).isEqualTo(transactions.written());
        await().atMost(PATIENCE).until(() -> transactions.open().isEmpty());
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSettings kafka, String id) {
    Properties properties = kafka.clientProperties();
    properties.put("transactional.id", id);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
