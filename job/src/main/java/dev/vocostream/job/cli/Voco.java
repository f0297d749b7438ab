package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.console.Console;
import dev.vocostream.model.InsufficientMemoryException;
import dev.vocostream.model.InvalidCheckpointException;
import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code voco} command. */
@Command(
    name = "voco",
    description = "Ask questions of live video.",
    mixinStandardHelpOptions = true,
    version = "VoCo Stream 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      SubmitCommand.class,
      AskCommand.class,
      CamerasCommand.class,
      MonitorsCommand.class,
      WatchCommand.class,
      ConsoleCommand.class,
      TopicsCommand.class,
      ModelCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      SizeCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  voco demo                                          everything on this machine",
      "  voco run --config voco.yaml                        the job, against your broker",
      "  voco submit --config voco.yaml --to flink:8081     the job, on your Flink cluster",
      "  voco ask --camera yard \"What moved?\"               one question, one answer",
      "  voco cameras list                                  how the cameras are",
      "  voco monitors add person \"Is a person there?\"      a standing question",
      "  voco watch                                         its alerts, as they come",
      "  voco console                                       the page of a running job",
      "  voco model inspect DIR                             what a checkpoint is and costs",
      "  voco doctor --config voco.yaml                     what stands in the way, and what to do",
      "  voco size --cameras 50 --retain 24h                devices, disks and networks for it",
      "  voco bench model                                   how fast a model is here",
      "  voco completion bash                               for the tab key, of your shell",
      "",
      "Exit codes: 0 done, 1 not possible (one line says why), 2 wrong use, 3 not answered."
    })
public final class Voco {
  private static final Logger LOG = LoggerFactory.getLogger(Voco.class);

  private Voco() {}

  /** Exits itself: local Flink and Kafka clients leave threads that would keep the process. */
  public static void main(String[] args) {
    Console.limitRequests();
    System.exit(commandLine().execute(args));
  }

  public static CommandLine commandLine() {
    return new CommandLine(new Voco())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Duration.class, Voco::duration)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              command.getErr().println("voco: " + Screen.harmless(lineOf(exception)));
              LOG.error("command failed", exception);
              return 1;
            });
  }

  /** As in voco.yaml: {@code PT24H}, {@code 24h}, {@code "10 min"}. */
  private static Duration duration(String text) {
    return text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
  }

  /** One line a user can act on; everything else is in the log. */
  private static String lineOf(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SetupException
          || cause instanceof InvalidCheckpointException
          || cause instanceof InsufficientMemoryException) {
        return cause.getMessage();
      }
    }
    return "unexpected: %s; %s holds the details"
        .formatted(exception, System.getProperty("voco.log", "the log"));
  }
}
