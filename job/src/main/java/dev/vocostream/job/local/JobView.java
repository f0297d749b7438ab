package dev.vocostream.job.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** How a job goes, as Flink's REST interface says. */
public final class JobView {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FlinkRest rest;
  private final String job;

  /**
   * @param webPage of the cluster, such as http://127.0.0.1:8081
   */
  public JobView(String webPage, String jobId) {
    this(new FlinkRest(URI.create(webPage)), jobId);
  }

  JobView(FlinkRest rest, String jobId) {
    this.rest = rest;
    this.job = "/jobs/" + jobId;
  }

  /**
   * Waits until every task runs. A cluster that is too busy to answer is asked again.
   *
   * @throws SetupException if a task fails before, with its cause, or patience ends
   */
  public void awaitRunning(Duration patience) throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Optional<String> missing = missing();
    while (missing.isPresent()) {
      if (System.nanoTime() > end) {
        throw new SetupException("the job did not start: after " + patience + " " + missing.get());
      }
      TimeUnit.MILLISECONDS.sleep(100);
      missing = missing();
    }
  }

  /** Why it does not run yet; empty once it does. */
  private Optional<String> missing() throws IOException, InterruptedException {
    try {
      if (allTasksRun()) {
        return Optional.empty();
      }
      Optional<String> failure = failure();
      if (failure.isPresent()) {
        throw new SetupException("the job did not start: " + failure.get());
      }
      return Optional.of("not every task runs");
    } catch (HttpTimeoutException e) {
      return Optional.of("Flink's REST interface does not answer");
    }
  }

  boolean allTasksRun() throws IOException, InterruptedException {
    JsonNode vertices = get(job).path("vertices");
    return !vertices.isEmpty()
        && StreamSupport.stream(vertices.spliterator(), false)
            .allMatch(vertex -> vertex.path("status").asText().equals("RUNNING"));
  }

  /** The innermost cause of the last failure of a task. */
  Optional<String> failure() throws IOException, InterruptedException {
    JsonNode entries = get(job + "/exceptions").path("exceptionHistory").path("entries");
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    String trace = entries.get(0).path("stacktrace").asText();
    String[] causes = trace.split("\\nCaused by: ");
    return Optional.of(causes[causes.length - 1].lines().findFirst().orElse(trace));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(rest.get(path).body());
  }
}
