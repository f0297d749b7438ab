package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Somebody outside: sends questions, reads every committed message of a topic from its start. */
public final class Mailbox implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Reading> readings = new java.util.HashMap<>();

  public Mailbox(KafkaSettings kafka) {
    this.kafka = kafka;
    this.producer =
        new KafkaProducer<>(
            kafka.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void ask(String json) throws Exception {
    send(json.getBytes(StandardCharsets.UTF_8));
  }

  public void send(byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(kafka.questions(), value)).get();
  }

  /** Puts a message on the cameras topic; null removes the camera. */
  public void camera(String id, String json) throws Exception {
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    producer
        .send(new ProducerRecord<>(kafka.cameras(), id.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  /** Puts a message on the monitors topic; null removes the monitor. */
  public void monitor(String id, String json) throws Exception {
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    String topic = kafka.monitoring().monitors();
    producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  /** Every committed alert so far. */
  public List<JsonNode> alerts() {
    return reading(kafka.monitoring().alerts()).all();
  }

  /** Every score so far. */
  public List<JsonNode> scores() {
    return reading(kafka.monitoring().scores()).all();
  }

  /** The same, and when each was written. */
  public List<Written> writtenScores() {
    return reading(kafka.monitoring().scores()).written();
  }

  /** Waits for the answer of this question. */
  public JsonNode answer(String id, Duration patience) {
    return await(kafka.answers(), message -> message.path("id").asText().equals(id), patience);
  }

  /** Waits for a dead letter with this reason. */
  public JsonNode rejected(String reason, Duration patience) {
    return await(
        kafka.rejected(), message -> message.path("reason").asText().equals(reason), patience);
  }

  /** The last word on this camera; an empty object where there is none. */
  public JsonNode status(String camera) {
    JsonNode last = JSON.createObjectNode();
    for (JsonNode status : reading(kafka.status()).all()) {
      last = status.path("camera").asText().equals(camera) ? status : last;
    }
    return last;
  }

  /** Every committed dead letter so far. */
  public List<JsonNode> deadLetters() {
    return reading(kafka.rejected()).all();
  }

  /** Every committed answer so far. */
  public List<JsonNode> answers() {
    return reading(kafka.answers()).all();
  }

  /**
   * Some of the answers committed since the last call, none where there is nothing new. They are
   * not kept: who reads them so gets none of them by {@link #answers} or {@link #answer}.
   */
  public List<JsonNode> nextAnswers() {
    return reading(kafka.answers()).next();
  }

  private JsonNode await(String topic, Predicate<JsonNode> wanted, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    do {
      for (JsonNode message : reading(topic).all()) {
        if (wanted.test(message)) {
          return message;
        }
      }
    } while (System.nanoTime() < end);
    return fail("nothing of that kind on %s after %s: %s", topic, patience, reading(topic).all());
  }

  private Reading reading(String topic) {
    return readings.computeIfAbsent(topic, name -> new Reading(kafka, name));
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
    readings.values().forEach(reading -> reading.consumer.close());
  }

  /**
   * @param at by the clock of the process that wrote it
   */
  public record Written(JsonNode message, Instant at) {}

  /** A topic of one partition or more, read from its start. */
  private static final class Reading {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Written> seen = new ArrayList<>();

    Reading(KafkaSettings kafka, String topic) {
      Properties properties = kafka.clientProperties();
      properties.put("isolation.level", "read_committed");
      consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }

    /** Up to what was committed when it was called. */
    List<JsonNode> all() {
      return written().stream().map(Written::message).toList();
    }

    List<Written> written() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      do {
        consumer.poll(POLL).forEach(this::add);
      } while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue()));
      return List.copyOf(seen);
    }

    /** What one call of the consumer brings. */
    List<JsonNode> next() {
      consumer.poll(POLL).forEach(this::add);
      List<JsonNode> news = seen.stream().map(Written::message).toList();
      seen.clear();
      return news;
    }

    private void add(ConsumerRecord<byte[], byte[]> message) {
      try {
        if (message.value() != null) {
          Instant at = Instant.ofEpochMilli(message.timestamp());
          seen.add(new Written(JSON.readTree(message.value()), at));
        }
      } catch (java.io.IOException e) {
        throw new AssertionError("a message that is not JSON", e);
      }
    }
  }
}
