package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Somebody who keeps the cameras of a job, over Kafka: says on {@code voco.cameras} which there
 * shall be and reads on {@code voco.status} how they are. For one thread.
 */
public final class CameraDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  // -- configuration
  private final KafkaSettings kafka;

  // -- runtime
  private final Desk desk;
  private final CameraLog log = new CameraLog(List.of(), new CameraJson());
  private final Map<String, Status> status = new TreeMap<>();

  /** A message on {@code voco.status}, and when it was written. */
  public record Status(JsonNode message, Instant at) {}

  /**
   * @throws SetupException if the broker's address is none
   */
  public CameraDesk(KafkaSettings kafka) {
    this.kafka = kafka;
    this.desk = new Desk(kafka, List.of(kafka.cameras(), kafka.status()));
  }

  /**
   * The cameras on {@code voco.cameras}, by id; not those of the job's file.
   *
   * @throws SetupException if the topic cannot be read
   */
  public Map<String, CameraSettings> cameras() {
    desk.read(kafka.cameras(), this::takeCamera);
    return new TreeMap<>(log.said());
  }

  private void takeCamera(ConsumerRecord<byte[], byte[]> message) {
    try {
      log.take(message.key(), message.value(), message.timestamp());
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
    desk.read(kafka.status(), this::takeStatus);
    return new TreeMap<>(status);
  }

  private void takeStatus(ConsumerRecord<byte[], byte[]> message) {
    String id = Optional.ofNullable(KeyedJson.idOf(message.key())).orElse("");
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

  /**
   * Adds a camera, or changes it where there is one of its id.
   *
   * @throws SetupException if the job would refuse it, or the broker does not take it
   */
  public void put(CameraSettings camera) {
    CameraSettings checked = new CameraJson().check(camera);
    desk.send(kafka.cameras(), checked.id(), CameraJson.write(checked));
  }

  /**
   * Removes a camera, and with it its memory.
   *
   * @throws SetupException if the broker does not take it
   */
  public void remove(String id) {
    desk.send(kafka.cameras(), id, null);
  }

  @Override
  public void close() {
    desk.close();
  }
}
