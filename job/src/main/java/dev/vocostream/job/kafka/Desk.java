package dev.vocostream.job.kafka;

import dev.vocostream.job.SetupException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Follows topics and writes to them for somebody at a terminal: whatever is the matter with the
 * broker is one line. For one thread.
 */
final class Desk implements AutoCloseable {
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(10);

  private final KafkaSettings kafka;
  private final Map<String, TopicFollower> followed = new LinkedHashMap<>();
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param topics that will be followed
   * @throws SetupException if the broker's address is none
   */
  Desk(KafkaSettings kafka, List<String> topics) {
    this.kafka = kafka;
    try {
      topics.forEach(topic -> followed.put(topic, new TopicFollower(kafka, topic)));
      Properties properties = kafka.clientProperties();
      properties.put("max.block.ms", Long.toString(BROKER_PATIENCE.toMillis()));
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * Hands over what has come on the topic since the last time; the first time, from its beginning.
   *
   * @throws SetupException if the topic cannot be read
   */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try {
      followed.get(topic).read(reader);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * @param value null for a tombstone
   * @return where it is
   * @throws SetupException if the broker does not take it
   */
  RecordMetadata send(String topic, String key, byte[] value) {
    try {
      return producer
          .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
          .get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private SetupException unreachable(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new SetupException(
        "topics %s on %s: expected an answer of the broker, found %s; is it running, and has the job made its topics?"
            .formatted(
                String.join(" and ", followed.keySet()),
                kafka.bootstrapServers(),
                cause.getMessage()),
        e);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    followed.values().forEach(TopicFollower::close);
  }
}
