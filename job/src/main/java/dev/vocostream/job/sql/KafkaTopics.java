package dev.vocostream.job.sql;

import dev.vocostream.job.kafka.KafkaSettings;
import dev.vocostream.job.kafka.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** On a broker, which is first spoken to when something is sent or read. */
final class KafkaTopics implements Topics {
  // -- configuration
  private final KafkaSettings kafka;

  // -- runtime
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicFollower follower;
  private final ExecutorService sender = // sending may wait for the broker, its caller may not
      Executors.newSingleThreadExecutor(Answers::daemon);

  /**
   * @throws KafkaException if a setting is wrong
   */
  KafkaTopics(KafkaSettings kafka) {
    this.kafka = kafka;
    Properties properties = kafka.clientProperties();
    properties.put("max.block.ms", "10000");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      follower = TopicFollower.since(kafka, kafka.answers(), Instant.now().minus(KeptAnswers.AGE));
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  @Override
  public void send(String id, byte[] json, Consumer<Exception> failed) {
    try {
      sender.execute(() -> sendNow(id, json, failed));
    } catch (RejectedExecutionException e) { // closed
      failed.accept(e);
    }
  }

  private void sendNow(String id, byte[] json, Consumer<Exception> failed) {
    try {
      producer.send(
          new ProducerRecord<>(kafka.questions(), id.getBytes(StandardCharsets.UTF_8), json),
          (sent, error) -> {
            if (error != null) {
              failed.accept(error);
            }
          });
    } catch (RuntimeException e) { // closed, for one
      failed.accept(e);
    }
  }

  @Override
  public void read(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    follower.read(reader);
  }

  @Override
  public void close() {
    sender.shutdownNow();
    try {
      follower.close();
    } finally {
      producer.close(Duration.ofSeconds(1));
    }
  }
}
