package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.local.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.stream.StreamSupport;

/** How a job on a cluster goes, also while the cluster does not answer. */
final class JobHealth {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FlinkRest rest;
  private final String job;

  /**
   * @param address of Flink's REST interface, host:port
   */
  JobHealth(String address, String jobId) {
    this.rest = new FlinkRest(URI.create("http://" + address));
    this.job = "/jobs/" + jobId;
  }

  boolean allTasksRun() {
    JsonNode vertices = get("").path("vertices");
    return !vertices.isEmpty()
        && StreamSupport.stream(vertices.spliterator(), false)
            .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
  }

  /** How often the job was restored from a checkpoint; -1 if the cluster does not say. */
  int restored() {
    return count("restored");
  }

  /** Checkpoints that have completed. */
  int completed() {
    return count("completed");
  }

  /** When the newest checkpoint that has completed began. */
  Instant checkpointed() {
    return Instant.ofEpochMilli(
        get("/checkpoints").at("/latest/completed/trigger_timestamp").asLong());
  }

  /** Whether a checkpoint is being made. */
  boolean isCheckpointing() {
    return count("in_progress") > 0;
  }

  /** Bytes of the newest checkpoint, with what it shares with others. */
  long stateBytes() {
    return get("/checkpoints").at("/latest/completed/state_size").asLong();
  }

  private int count(String what) {
    return get("/checkpoints").path("counts").path(what).asInt(-1);
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(rest.get(job + path).body());
    } catch (IOException notNow) {
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
