package dev.vocostream.job.cli;

import dev.vocostream.job.JobConfig;
import dev.vocostream.job.VideoJob;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco topics}: what the broker must have before a job can run. */
@Command(
    name = "topics",
    description = "Prepares the topics of a job.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = TopicsCommand.Create.class)
final class TopicsCommand {
  /** {@code voco topics create}. */
  @Command(
      name = "create",
      description = {
        "Creates the topics that are missing, leaves the others as they are, and checks that the"
            + " broker can keep the job's promises."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  voco topics create --config voco.yaml",
        "",
        "Exit codes: 0 they are there, 1 not possible (one line says why), 2 wrong use."
      })
  static final class Create implements Callable<Integer> {
    @Option(names = "--config", required = true, description = "The voco.yaml that names them.")
    private Path config;

    @Override
    public Integer call() {
      VideoJob job = new VideoJob(JobConfig.read(config));
      job.checkBroker(true);
      Screen.of(false).say("the topics are there on " + job.config().kafka().bootstrapServers());
      return 0;
    }
  }
}
