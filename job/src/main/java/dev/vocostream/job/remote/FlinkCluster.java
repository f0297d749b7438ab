package dev.vocostream.job.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.local.FlinkRest;
import dev.vocostream.job.local.JobView;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster that runs already, by its REST address. */
public final class FlinkCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED");

  private final FlinkRest rest;
  private final URI page;

  private FlinkCluster(URI page) {
    this.rest = new FlinkRest(page);
    this.page = page;
  }

  /**
   * @param address host:port
   * @throws SetupException if it is not one
   */
  public static FlinkCluster at(String address) {
    try {
      URI page = URI.create("http://" + address);
      if (page.getHost() != null && page.getPort() > 0 && page.getPath().isEmpty()) {
        return new FlinkCluster(page);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message that shows how it is written.
    }
    throw new SetupException(
        "--to: expected host:port of Flink's REST address such as flink:8081, found " + address);
  }

  /**
   * Two jobs with one name would share transactions and checkpoints.
   *
   * @throws SetupException if the cluster is not there, or runs a job of this name
   */
  public void requireAbsent(String name) throws InterruptedException {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name) && !ENDED.contains(job.path("state").asText())) {
        throw new SetupException(
            "Flink at %s: expected no job '%s', found one that is %s (%s): stop it first, or give this one another kafka.transactional-id-prefix"
                .formatted(
                    page,
                    name,
                    job.path("state").asText().toLowerCase(java.util.Locale.ROOT),
                    job.path("jid").asText()));
      }
    }
  }

  /**
   * Uploads the job and starts it.
   *
   * @param jar of the module deploy/flink, with the libraries in its lib/
   * @return the job's id
   */
  public String submit(VideoJob job, Path jar, StartingPoint from) throws Exception {
    Configuration settings = job.flinkSettings();
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(DeploymentOptions.ATTACHED, false);
    settings.set(RestOptions.ADDRESS, page.getHost());
    settings.set(RestOptions.PORT, page.getPort());
    settings.set(PipelineOptions.JARS, jars(jar));
    from.configure(settings);
    // getExecutionEnvironment would make a local one, whatever the target.
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
    job.build(env);
    return env.executeAsync(job.name()).getJobID().toHexString();
  }

  /** The jar, and those inside it as files of their own, as {@code flink run} unpacks them. */
  private static List<String> jars(Path jar) throws IOException, ProgramInvocationException {
    if (!Files.isRegularFile(jar)) {
      throw new SetupException(
          "%s: no such jar; --jar names it, mvn -DskipTests package builds it".formatted(jar));
    }
    URL url = jar.toUri().toURL();
    List<String> jars = new ArrayList<>(List.of(url.toString()));
    for (File library : PackagedProgram.extractContainedLibraries(url)) {
      jars.add(library.toURI().toURL().toString());
    }
    return jars;
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws SetupException if one fails before, with its cause, or patience ends
   */
  public Void awaitRunning(String job, Duration patience) throws Exception {
    new JobView(page.toString(), job).awaitRunning(patience);
    return null;
  }

  /** Where a browser shows the job. */
  public URI pageOf(String job) {
    return URI.create(page + "/#/job/running/" + job + "/overview");
  }

  /** What {@code voco submit --json} prints. */
  public static String describe(String id, String name, URI page, StartingPoint from) {
    return JSON.createObjectNode()
        .put("job", id)
        .put("name", name)
        .put("webPage", page.toString())
        .put("from", from.uri())
        .toString();
  }

  private JsonNode get(String path) throws InterruptedException {
    try {
      HttpResponse<String> response = rest.get(path);
      if (response.statusCode() == 200) {
        return JSON.readTree(response.body());
      }
      throw unreachable("status " + response.statusCode(), null);
    } catch (IOException e) {
      throw unreachable(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private SetupException unreachable(String found, IOException cause) {
    return new SetupException(
        "Flink at %s: expected a cluster's REST interface, found %s; is it running, and is --to right?"
            .formatted(page, found),
        cause);
  }
}
