package dev.vocostream.job.cli;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.StateCheck;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.Words;
import dev.vocostream.job.remote.FlinkCluster;
import dev.vocostream.operators.CameraSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco submit}: the job on a Flink cluster that is there. */
@Command(
    name = "submit",
    description = {
      "Runs the job on a Flink cluster, against your broker, and returns when it runs.",
      "The cluster needs the natives in its lib/, see deploy/docs/standalone.md. Submitted again"
          + " after it ended, the job goes on from its newest checkpoint."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco submit --config voco.yaml --create-topics",
      "  voco submit --config voco.yaml --to flink.internal:8081 --from s3://bucket/savepoint-1",
      "",
      "Exit codes: 0 it runs, 1 not possible (one line says why), 2 wrong use."
    })
final class SubmitCommand implements Callable<Integer> {
  @Option(names = "--config", required = true, description = "The voco.yaml to run.")
  private Path config;

  @Option(
      names = "--to",
      defaultValue = "127.0.0.1:8081",
      description = "REST address of the cluster, host:port; default ${DEFAULT-VALUE}.")
  private String to;

  @Option(
      names = "--jar",
      defaultValue = "${sys:voco.job.jar:-deploy/flink/target/voco-job.jar}",
      description = "The job's jar; default ${DEFAULT-VALUE}.")
  private Path jar;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(names = "--fresh", description = "Leave the newest checkpoint aside and start empty.")
  private boolean fresh;

  @Option(
      names = "--from",
      description = "A savepoint or checkpoint, path or URI, to go on from; it is left as it is.")
  private String from;

  @Option(
      names = "--patience",
      defaultValue = "PT2M",
      description = "How long to wait until every task runs; default ${DEFAULT-VALUE}.")
  private Duration patience;

  @Option(names = "--json", description = "Print {job, name, webPage, from} and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    StartingPoint.requireOneOf(fresh, from);
    Screen screen = Screen.of(json);
    VideoJob job = new VideoJob(JobConfig.read(config));
    FlinkCluster cluster = FlinkCluster.at(to);
    screen.say("VoCo Stream");
    screen.say("  model    " + Words.of(job.describeModel()));
    cluster.requireAbsent(job.name());
    job.checkBroker(createTopics);
    job.refuseSecond();
    List<CameraSettings> cameras = job.cameras();
    screen.say("  memory   " + Words.memoryOf(job, cameras));
    StartingPoint point = StartingPoint.of(job.config(), fresh, from);
    StateCheck.requireOfCluster(
        job, cameras, point.uri() != null, warning -> screen.say("  warning  " + warning));
    screen.say("  broker   " + job.config().kafka().bootstrapServers());
    screen.say("  from     " + point);
    String id = screen.step("submit", () -> cluster.submit(job, jar, point));
    screen.step("start", () -> cluster.awaitRunning(id, patience));
    URI page = cluster.pageOf(id);
    screen.say("running as " + id + " on " + page);
    if (json) {
      screen.message(FlinkCluster.describe(id, job.name(), page, point));
    }
    return 0;
  }
}
