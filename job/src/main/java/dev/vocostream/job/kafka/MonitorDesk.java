package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.operators.Monitor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Somebody who keeps the standing questions of a job, over Kafka: says on {@code voco.monitors}
 * which there shall be and reads on {@code voco.alerts} and {@code voco.scores} what they found.
 * For one thread.
 */
public final class MonitorDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  // -- configuration
  private final KafkaSettings kafka;
  private final MonitorJson json = new MonitorJson();

  // -- runtime
  private final Desk desk;
  private final Map<String, Monitor> monitors = new TreeMap<>();
  private final Map<String, Map<String, Standing>> standings = new TreeMap<>();
  private final Set<String> cameras = new TreeSet<>();

  /**
   * How a monitor stands on a camera.
   *
   * @param alert the last message on {@code voco.alerts}; null if there is none
   * @param score the last message on {@code voco.scores}; null if there is none
   */
  public record Standing(JsonNode alert, JsonNode score) {
    public boolean isRaised() {
      return alert != null && alert.path("state").asText().equals("raised");
    }
  }

  /**
   * @throws SetupException if the broker's address is none
   */
  public MonitorDesk(KafkaSettings kafka) {
    this.kafka = kafka;
    MonitorTopics topics = kafka.monitoring();
    desk =
        new Desk(
            kafka, List.of(topics.monitors(), topics.alerts(), topics.scores(), kafka.status()));
  }

  /**
   * The monitors on {@code voco.monitors}, by id. A message that the job refuses is as if it were
   * not there.
   *
   * @throws SetupException if the topic cannot be read
   */
  public Map<String, Monitor> monitors() {
    desk.read(kafka.monitoring().monitors(), this::takeMonitor);
    return new TreeMap<>(monitors);
  }

  private void takeMonitor(ConsumerRecord<byte[], byte[]> message) {
    String id = KeyedJson.idOf(message.key());
    if (id != null && message.value() == null) {
      monitors.remove(id);
      return;
    }
    try {
      Monitor monitor = json.read(message.key(), message.value());
      monitors.put(monitor.id(), monitor);
    } catch (BadMessage bad) {
      // The job makes a dead letter of it.
    }
  }

  /**
   * How a monitor stands, by camera.
   *
   * @throws SetupException if the topics cannot be read
   */
  public Map<String, Standing> standings(String monitor) {
    desk.read(
        kafka.monitoring().alerts(),
        message -> take(message, (said, last) -> new Standing(said, last.score())));
    desk.read(
        kafka.monitoring().scores(),
        message -> take(message, (said, last) -> new Standing(last.alert(), said)));
    return new TreeMap<>(standings.getOrDefault(monitor, Map.of()));
  }

  private interface Change {
    Standing of(JsonNode said, Standing last);
  }

  private void take(ConsumerRecord<byte[], byte[]> message, Change change) {
    try {
      JsonNode said = JSON.readTree(message.value());
      standings
          .computeIfAbsent(said.path("monitor").asText(), id -> new TreeMap<>())
          .compute(
              said.path("camera").asText(),
              (camera, last) -> change.of(said, last == null ? new Standing(null, null) : last));
    } catch (IOException | IllegalArgumentException e) {
      // Not of the job; whoever wrote it, it says nothing of a monitor.
    }
  }

  /** Those of the monitor's cameras that the job has said nothing of yet. */
  public Set<String> unknownCameras(Monitor monitor) {
    Consumer<ConsumerRecord<byte[], byte[]>> known =
        message -> {
          String id = KeyedJson.idOf(message.key());
          if (id != null && message.value() != null) {
            cameras.add(id);
          } else if (id != null) {
            cameras.remove(id);
          }
        };
    desk.read(kafka.status(), known);
    Set<String> unknown = new TreeSet<>(monitor.cameras());
    unknown.removeAll(cameras);
    return unknown;
  }

  /**
   * Adds a monitor, or changes it where there is one of its id.
   *
   * @throws SetupException if the job would refuse it, or the broker does not take it
   */
  public void put(Monitor monitor) {
    Monitor checked = json.check(monitor);
    desk.send(kafka.monitoring().monitors(), checked.id(), MonitorJson.write(checked));
  }

  /**
   * @throws SetupException if there is none of this id, or the broker does not take it
   */
  public void remove(String id) {
    if (!monitors().containsKey(id)) {
      throw new SetupException(
          "monitor '%s': expected one that was added, found none; voco monitors list shows all"
              .formatted(id));
    }
    desk.send(kafka.monitoring().monitors(), id, null);
  }

  @Override
  public void close() {
    desk.close();
  }
}
