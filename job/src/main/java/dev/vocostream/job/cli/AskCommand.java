package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.job.JobConfig;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco ask}: one question, one answer. */
@Command(
    name = "ask",
    description = "Asks one question and prints its answer.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco ask --camera yard \"What is moving?\"",
      "  voco ask --camera yard --camera door --last PT2M --yes-no \"Is anybody there?\"",
      "  voco ask --savepoint DIR --camera yard --last PT2M \"What moved?\"",
      "  voco ask --savepoint DIR --camera yard --from 2026-05-01T14:05:00Z \\",
      "    --to 2026-05-01T14:06:00Z \"What happened first?\"",
      "",
      "With --savepoint the answer comes from what the job remembered when the savepoint or",
      "checkpoint was taken. The running job, if any, is not touched; the files are only read.",
      "--last counts back from the camera's newest frame in it. --config says which model can",
      "read it; without, the model in the box does, or the memory is another's and refused."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "1:not possible; one line says why",
      "2:wrong options",
      "3:not answered; the status says why"
    })
final class AskCommand implements Callable<Integer> {
  private static final Set<String> ANSWERED = Set.of("answered", "stale");
  private static final int NOT_ANSWERED = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A large memory is copied and a large model loaded first. */
  private static final Duration PATIENCE_WITH_THE_PAST = Duration.ofMinutes(10);

  @Option(names = "--camera", required = true, description = "Camera id; may be repeated.")
  private List<String> cameras;

  @Parameters(paramLabel = "QUESTION", description = "At most 2,000 characters.")
  private String text;

  @Option(names = "--last", description = "How far back to look, such as PT2M; default: all.")
  private Duration last;

  @Option(names = "--from", description = "Start of the window, such as 2026-01-01T12:00:00Z.")
  private Instant from;

  @Option(names = "--to", description = "End of the window; one in the future is waited for.")
  private Instant to;

  @Option(names = "--yes-no", description = "Score yes against no instead of generating text.")
  private boolean yesNo;

  @Option(
      names = "--patience",
      description =
          "How long the job may take to answer; default PT10S, with --savepoint PT10M. What it says"
              + " can be read when its next checkpoint completes.")
  private Duration patience;

  @Option(
      names = "--bootstrap",
      defaultValue = "127.0.0.1:9092",
      description = "Kafka broker, host:port; default ${DEFAULT-VALUE}.")
  private String bootstrap;

  @Option(
      names = "--config",
      description = "Take broker and topics, or a savepoint's model, from this voco.yaml.")
  private Path config;

  @Option(
      names = "--savepoint",
      paramLabel = "DIR",
      description = "Ask a savepoint or retained checkpoint, path or URI, and no running job.")
  private String savepoint;

  @Option(names = "--json", description = "Print the voco.answers message and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if ((from == null) != (to == null) || (last != null && to != null)) {
      throw new SetupException("a window is either --last, or --from and --to together");
    }
    Ask ask = new Ask(cameras, text, yesNo, last, from, to, patience());
    JsonNode answer = savepoint == null ? askTheJob(ask) : askTheSavepoint(ask);
    Screen screen = Screen.of(json);
    if (json) {
      screen.message(answer.toString());
    } else {
      AnswerText.lines(answer).forEach(screen::say);
    }
    return ANSWERED.contains(answer.path("status").asText()) ? 0 : NOT_ANSWERED;
  }

  /** As was asked for, or else as long as it may well take. */
  Duration patience() {
    if (patience != null) {
      return patience;
    }
    return savepoint == null ? PATIENCE : PATIENCE_WITH_THE_PAST;
  }

  private JsonNode askTheJob(Ask ask) throws Exception {
    try (Asker asker = asker()) {
      return asker.ask(ask);
    }
  }

  private Asker asker() {
    if (config == null) {
      return new Asker(KafkaSettings.of(bootstrap), Duration.ZERO);
    }
    JobConfig job = JobConfig.read(config);
    return new Asker(job.kafka(), job.checkpoints().interval());
  }

  private JsonNode askTheSavepoint(Ask ask) throws Exception {
    return config == null
        ? PastAsker.askWithTheModelInTheBox(savepoint, ask)
        : new PastAsker(JobConfig.read(config), savepoint).ask(ask);
  }
}
