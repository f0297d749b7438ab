package dev.vocostream.job.cli;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.StartingPoint;
import dev.vocostream.job.VideoJob;
import dev.vocostream.job.kafka.BrokerCheck.MissingTopics;
import dev.vocostream.job.local.LocalFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco run}: the job in this process, against a broker that is there. */
@Command(
    name = "run",
    description = {
      "Runs the job on this machine against your broker.",
      "Started again after a stop or a crash, it goes on from its newest checkpoint."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco run --config voco.yaml --create-topics",
      "  voco run --config voco.yaml --check",
      "",
      "Exit codes: 0 stopped, or would start; 1 not possible (one line says why), 2 wrong use."
    })
final class RunCommand implements Callable<Integer> {
  /** A large model and a large memory are no failure: whoever stopped here would never start. */
  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

  @Option(names = "--config", required = true, description = "The voco.yaml to run.")
  private Path config;

  @Option(names = "--create-topics", description = "Create the topics that are missing.")
  private boolean createTopics;

  @Option(
      names = "--check",
      description =
          "Refuse what run would refuse, and load the model once; start nothing. Another job that"
              + " runs is a warning.")
  private boolean check;

  @Option(names = "--fresh", description = "Leave the newest checkpoint aside and start empty.")
  private boolean fresh;

  @Option(
      names = "--from",
      description = "A savepoint or checkpoint, path or URI, to go on from; it is left as it is.")
  private String from;

  @Override
  public Integer call() throws Exception {
    StartingPoint.requireOneOf(fresh, from);
    Screen screen = Screen.of(false);
    VideoJob job = new VideoJob(JobConfig.read(config));
    StartingPoint point = new Preflight(screen, job, check).require(missingTopics(), fresh, from);
    if (check) {
      screen.step("loading the model once", job::tryModel);
      screen.say("voco run would start; nothing was started or created");
      return 0;
    }
    LocalFlink flink = screen.step("start", () -> LocalFlink.start(job, point));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(flink), "stop"));
    screen.step("model and memory", () -> flink.awaitRunning(AS_LONG_AS_IT_TAKES));
    screen.say("  web page " + flink.webPage());
    screen.say("running; Ctrl-C stops it");
    try {
      flink.ended().get();
      return 0;
    } catch (ExecutionException e) {
      if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isPresent()) {
        screen.say("stopped; its newest checkpoint is kept");
        return 0;
      }
      throw new SetupException("the job failed: " + SetupException.innermost(e));
    }
  }

  /** Whoever only looks creates nothing. */
  private MissingTopics missingTopics() {
    if (!createTopics) {
      return MissingTopics.REFUSE;
    }
    return check ? MissingTopics.LEAVE : MissingTopics.CREATE;
  }

  private static void close(LocalFlink flink) {
    try {
      flink.close();
    } catch (Exception e) {
      // The process is ending anyway.
    }
  }
}
