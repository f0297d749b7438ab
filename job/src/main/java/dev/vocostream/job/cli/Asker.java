package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks questions over Kafka and waits for their committed answers; for one thread. */
final class Asker implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(10);

  /** An answer appears with the checkpoint after it, when that has completed. */
  private static final Duration COMMIT = Duration.ofSeconds(20);

  private final KafkaSettings kafka;
  private final Duration commit;
  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;

  /**
   * @param interval between checkpoints of the job; zero where it is not known, and thought short
   * @throws SetupException if the broker or its topics are not there
   */
  Asker(KafkaSettings kafka, Duration interval) {
    this.kafka = kafka;
    this.commit = COMMIT.plus(interval);
    Properties properties = kafka.clientProperties();
    properties.put("max.block.ms", Long.toString(BROKER_PATIENCE.toMillis()));
    producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    Properties reading = kafka.clientProperties();
    reading.put("isolation.level", "read_committed");
    reading.put("default.api.timeout.ms", Long.toString(BROKER_PATIENCE.toMillis()));
    consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
    fromHereOn();
  }

  private void fromHereOn() {
    String topic = kafka.answers();
    try {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        throw new SetupException(
            "topic '%s' is not on %s: is the job running?"
                .formatted(topic, kafka.bootstrapServers()));
      }
      List<TopicPartition> assigned =
          partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
      consumer.assign(assigned);
      consumer.seekToEnd(assigned);
      assigned.forEach(
          consumer::position); // seeking is lazy; the end is now, not at the first poll
    } catch (KafkaException e) {
      close();
      throw new SetupException(
          "no answer from the broker at %s (%s): is it running? --bootstrap names another"
              .formatted(kafka.bootstrapServers(), e.getMessage()));
    }
  }

  /**
   * @return the message on the answers topic
   * @throws SetupException if none comes
   */
  JsonNode ask(Ask ask) throws Exception {
    String id = Ask.newId();
    Instant now = Instant.now();
    send(id, ask.toJson(id, now));
    Duration patience = Duration.between(now, ask.deadline(now)).plus(commit);
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      for (ConsumerRecord<String, String> answer : consumer.poll(Duration.ofMillis(100))) {
        if (id.equals(answer.key())) {
          return JSON.readTree(answer.value());
        }
      }
    }
    throw new SetupException(
        "no answer within %s: is the job running, and its checkpoints completing? --config says how far apart they are"
            .formatted(Screen.seconds(patience)));
  }

  private void send(String id, String json) throws InterruptedException {
    try {
      producer
          .send(new ProducerRecord<>(kafka.questions(), id, json))
          .get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
      throw new SetupException(
          "the question could not be sent to '%s' on %s: %s"
              .formatted(kafka.questions(), kafka.bootstrapServers(), e.getMessage()));
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
