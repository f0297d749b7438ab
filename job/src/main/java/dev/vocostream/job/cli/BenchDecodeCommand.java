package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.benchmark.DecodeBenchmark;
import dev.vocostream.job.local.ScratchDirectory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco bench decode}. */
@Command(
    name = "decode",
    description = {
      "Measures how many cameras a core decodes: 1080p at 25 pictures a second, of which a frame a",
      "second is wanted; beside the ffmpeg command doing the same. It plays in real time: a round",
      "takes about a minute."
    },
    footer = {
      "",
      "Strategies: all decodes every picture; auto, which the job uses, key frames alone where"
          + " they",
      "come once a second or more often; keyframes always key frames alone.",
      "",
      "Examples:",
      "  voco bench decode",
      "  voco bench decode --rounds 5 --key-every 25 --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:something cannot be measured here", "2:wrong options"},
    mixinStandardHelpOptions = true)
final class BenchDecodeCommand implements Callable<Integer> {
  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "How often each strategy is measured. Default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "How long each time. Default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--key-every",
      paramLabel = "PICTURES",
      defaultValue = "50",
      description = "From one key frame to the next. Default ${DEFAULT-VALUE}, two seconds.")
  private int keyEvery;

  @Option(
      names = "--ffmpeg",
      paramLabel = "PROGRAM",
      description = "The command to compare with. Default: the one of the libraries, or ffmpeg.")
  private Path ffmpeg;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(json);
    ObjectNode figures;
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-bench")) {
      DecodeBenchmark.Settings settings = settings();
      figures =
          screen.step(
              "measuring in %d rounds".formatted(rounds),
              () -> DecodeBenchmark.run(scratch.path(), settings, doing -> {}));
    } catch (IllegalStateException e) {
      throw new SetupException(e.getMessage());
    }
    if (json) {
      screen.message(figures.toString());
    } else {
      DecodeBenchText.lines(figures).forEach(screen::say);
    }
    return 0;
  }

  private DecodeBenchmark.Settings settings() {
    try {
      return new DecodeBenchmark.Settings(rounds, seconds, keyEvery, ffmpeg);
    } catch (IllegalArgumentException e) {
      throw new SetupException(e.getMessage());
    }
  }
}
