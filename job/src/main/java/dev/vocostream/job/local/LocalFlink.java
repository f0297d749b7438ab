package dev.vocostream.job.local;

import dev.vocostream.job.FlinkPath;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.VideoJob;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job in this process: one local Flink with its web page. */
public final class LocalFlink implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(3);
  private static final Pattern LISTED = Pattern.compile("[,:]");

  private final JobClient job;
  private final int uiPort;
  private final ScratchDirectory scratch;

  private LocalFlink(JobClient job, int uiPort, ScratchDirectory scratch) {
    this.job = job;
    this.uiPort = uiPort;
    this.scratch = scratch;
  }

  /**
   * Starts the job from its newest checkpoint, or afresh where there is none.
   *
   * @param fresh leave the checkpoint aside
   * @throws SetupException if the web page's port is in use
   */
  public static LocalFlink start(VideoJob job, boolean fresh) throws Exception {
    return start(job, StartingPoint.of(job.config(), fresh, null));
  }

  /**
   * Starts the job from there.
   *
   * @throws SetupException if the web page's port is in use
   */
  public static LocalFlink start(VideoJob job, StartingPoint from) throws Exception {
    require(job);
    ScratchDirectory scratch = scratchOf(job.config());
    try {
      return start(job, from, scratch);
    } catch (Exception e) {
      scratch.close();
      throw e;
    }
  }

  /**
   * Whether it could be started: Flink takes the settings and the pipeline, and the port is free.
   * Starts nothing.
   *
   * @throws SetupException if not; says what to change
   */
  public static void require(VideoJob job) {
    requireOneDirectory(job.config().checkpoints().directory());
    Ports.requireFree(job.config().uiPort(), "Flink's web page", "ui-port");
    requireMetricsPort(job.config().flink().get("metrics.reporter.prom.port"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(job.flinkSettings());
    job.build(env);
    env.getStreamGraph();
  }

  /** Scratch files lie beside the checkpoints, and Flink reads a list where it looks for those. */
  static void requireOneDirectory(String checkpoints) {
    if (FlinkPath.isLocal(checkpoints)
        && LISTED.matcher(FlinkPath.local(checkpoints).toString()).find()) {
      throw new SetupException(
          "checkpoints.directory: expected a path without ',' and ':', which are two directories to"
              + " Flink, found %s: name another, or a link to it".formatted(checkpoints));
    }
  }

  private static LocalFlink start(VideoJob job, StartingPoint from, ScratchDirectory scratch)
      throws Exception {
    JobConfig config = job.config();
    Configuration settings = job.flinkSettings();
    settings.addAll(local(config, scratch.path().toString()));
    from.configure(settings);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(settings);
    job.build(env);
    return new LocalFlink(env.executeAsync("VoCo Stream"), config.uiPort(), scratch);
  }

  /** Flink itself would go on without. */
  private static void requireMetricsPort(String port) {
    if (port != null && port.matches("\\d+")) { // else a range, of which Flink takes the first free
      Ports.requireFree(Integer.parseInt(port), "Prometheus metrics", "metrics.prometheus-port");
    }
  }

  private static Configuration local(JobConfig config, String scratch) {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, scratch);
    settings.set(WebOptions.TMP_DIR, scratch);
    settings.set(WebOptions.LOG_PATH, System.getProperty("voco.log", "voco.log"));
    settings.set(WebOptions.SUBMIT_ENABLE, false); // it would run any jar it is sent
    settings.set(RestOptions.PORT, config.uiPort());
    settings.set(RestOptions.BIND_PORT, Integer.toString(config.uiPort()));
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    settings.set(JobManagerOptions.BIND_HOST, "127.0.0.1"); // of its server of jars and logs
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, config.parallelism());
    if (!config.flink().containsKey(TaskManagerOptions.MANAGED_MEMORY_SIZE.key())) {
      settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    }
    return settings;
  }

  /** Beside the checkpoints, where what a killed process left behind is found and wiped. */
  private static ScratchDirectory scratchOf(JobConfig config) throws IOException {
    String checkpoints = config.checkpoints().directory();
    return FlinkPath.isLocal(checkpoints)
        ? ScratchDirectory.wiped(FlinkPath.local(checkpoints).resolve("scratch"))
        : ScratchDirectory.create("voco-flink-");
  }

  public String webPage() {
    return "http://127.0.0.1:" + uiPort;
  }

  /**
   * Waits until every task runs.
   *
   * @throws SetupException if a task fails before, with its cause
   */
  public Void awaitRunning(Duration patience) throws Exception {
    new JobView(webPage(), job.getJobID().toHexString()).awaitRunning(patience);
    return null;
  }

  /** Completes when the job ends by itself; exceptionally, with the cause, if it fails. */
  public CompletableFuture<?> ended() {
    return job.getJobExecutionResult();
  }

  /** Cancels the job; its last checkpoint is kept. */
  @Override
  public void close() throws Exception {
    try {
      job.cancel().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
      job.getJobExecutionResult()
          .handle((result, error) -> null)
          .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // It is ending already, or the process will end it.
    } catch (IllegalStateException e) {
      // Its cluster has ended, as it does with its job.
    }
    scratch.close();
  }
}
