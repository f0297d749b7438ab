package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Somebody who keeps the cameras of a job, over Kafka: says on {@code voco.cameras} which there
 * shall be and reads on {@code voco.status} how they are. For one thread.
 */
public final class CameraDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(10);

  // -- configuration
  private final KafkaSettings kafka;

  // -- runtime
  private final CameraLog log = new CameraLog(List.of());
  private final Map<String, Status> status = new TreeMap<>();
  private final TopicFollower cameraTopic;
  private final TopicFollower statusTopic;
  private final KafkaProducer<byte[], byte[]> producer;

  /** A message on {@code voco.status}, and when it was written. */
  public record Status(JsonNode message, Instant at) {}

  /**
   * @throws SetupException if the broker's address is none
   */
  public CameraDesk(KafkaSettings kafka) {
    this.kafka = kafka;
    try {
      cameraTopic = new TopicFollower(kafka, kafka.cameras());
      statusTopic = new TopicFollower(kafka, kafka.status());
      Properties properties = kafka.clientProperties();
      properties.put("max.block.ms", Long.toString(BROKER_PATIENCE.toMillis()));
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * The cameras on {@code voco.cameras}, by id; not those of the job's file.
   *
   * @throws SetupException if the topic cannot be read
   */
  public Map<String, CameraSettings> cameras() {
    read(cameraTopic, this::takeCamera);
    return new TreeMap<>(log.said());
  }

  private void takeCamera(ConsumerRecord<byte[], byte[]> message) {
    try {
      log.take(message.key(), message.value());
    } catch (BadMessage bad) {
      // The job makes a dead letter of it; here it is as if it were not there.
    }
  }

  /**
   * The newest status of every camera, by id.
   *
   * @throws SetupException if the topic cannot be read
   */
  public Map<String, Status> status() {
    read(statusTopic, this::takeStatus);
    return new TreeMap<>(status);
  }

  private void takeStatus(ConsumerRecord<byte[], byte[]> message) {
    String id = Optional.ofNullable(CameraJson.idOf(message.key())).orElse("");
    if (message.value() == null) {
      status.remove(id);
      return;
    }
    try {
      Instant at = Instant.ofEpochMilli(message.timestamp());
      status.put(id, new Status(JSON.readTree(message.value()), at));
    } catch (IOException e) {
      // Not of the job; whoever wrote it, it says nothing of a camera.
    }
  }

  private void read(
      TopicFollower topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try {
      topic.read(reader);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  /**
   * Adds a camera, or changes it where there is one of its id.
   *
   * @throws SetupException if the job would refuse it, or the broker does not take it
   */
  public void put(CameraSettings camera) {
    CameraSettings checked = new CameraJson().check(camera);
    send(checked.id(), CameraJson.write(checked));
  }

  /**
   * Removes a camera, and with it its memory.
   *
   * @throws SetupException if the broker does not take it
   */
  public void remove(String id) {
    send(id, null);
  }

  private void send(String id, byte[] value) {
    try {
      producer
          .send(new ProducerRecord<>(kafka.cameras(), id.getBytes(StandardCharsets.UTF_8), value))
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
        "topics %s and %s on %s: expected an answer of the broker, found %s; is it running, and has the job made its topics?"
            .formatted(
                kafka.cameras(), kafka.status(), kafka.bootstrapServers(), cause.getMessage()),
        e);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    cameraTopic.close();
    statusTopic.close();
  }
}
