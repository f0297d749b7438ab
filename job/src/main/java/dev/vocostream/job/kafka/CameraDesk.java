package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.CameraSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Somebody who keeps the cameras of a job, over Kafka: says on {@code voco.cameras} which there
 * shall be and reads on {@code voco.status} how they are, and on {@code voco.rejected} what the job
 * refuses. For one thread.
 */
public final class CameraDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  // -- configuration
  private final KafkaSettings kafka;
  private final CameraJson json;

  // -- runtime
  private final Desk desk;
  private final DeadLetterBox refused;
  private final CameraLog log = new CameraLog(List.of(), new CameraJson());
  private final Map<String, Status> status = new TreeMap<>();
  private final Set<String> gone = new HashSet<>(); // said since the last change

  /** A message on {@code voco.status}, and when it was written. */
  public record Status(JsonNode message, Instant at) {
    /** Whether the job has come to this change of the camera, or to one after it. */
    public boolean follows(Change change) {
      return message.path("change").asLong(-1) >= change.offset();
    }
  }

  /** Where a message that was written to {@code voco.cameras} is. */
  public record Change(int partition, long offset) {}

  /** For whoever is not told how long a camera may remember in the job. */
  public CameraDesk(KafkaSettings kafka) {
    this(kafka, new CameraJson());
  }

  /**
   * @param json what a camera that is put is checked by
   * @throws SetupException if the broker's address is none
   */
  public CameraDesk(KafkaSettings kafka, CameraJson json) {
    this.kafka = kafka;
    this.json = json;
    this.desk = new Desk(kafka, List.of(kafka.cameras(), kafka.status()));
    this.refused = new DeadLetterBox(kafka);
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
      log.take(message.key(), message.value(), message.offset(), message.timestamp());
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
      gone.add(id);
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
   * Adds a camera, or changes it where there is one of its id. That the broker has it does not mean
   * that the job has, nor that it will take it.
   *
   * @throws SetupException if the job would refuse it, or the broker does not take it
   */
  public Change put(CameraSettings camera) {
    CameraSettings checked = json.check(camera);
    return send(checked.id(), CameraJson.write(checked));
  }

  /**
   * Removes a camera, and with it its memory.
   *
   * @throws SetupException if the broker does not take it
   */
  public Change remove(String id) {
    return send(id, null);
  }

  /** What is said from here on may be about this change, and nothing before is. */
  private Change send(String id, byte[] value) {
    status();
    refused.begin();
    gone.clear();
    RecordMetadata written = desk.send(kafka.cameras(), id, value);
    return new Change(written.partition(), written.offset());
  }

  /**
   * Whether the job has said since the last change that this camera is no more.
   *
   * @throws SetupException if the topic cannot be read
   */
  public boolean isGone(String id) {
    status();
    return gone.contains(id);
  }

  /** Why the job refused the last change; empty where it did not, or has not yet. */
  public Optional<String> whyRefused(Change change) {
    return refused.detailOf(kafka.cameras(), change.partition(), change.offset());
  }

  @Override
  public void close() {
    refused.close();
    desk.close();
  }
}
