package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.benchmark.JobBenchmark;
import dev.vocostream.job.benchmark.JobPlan;
import dev.vocostream.job.local.ScratchDirectory;
import dev.vocostream.model.DType;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco bench job}. */
@Command(
    name = "job",
    description = {
      "Measures the whole job in this process, against the bare model: questions alone and",
      "together, windows that are hot and cold, frames, and what checkpoints write. Frames and",
      "questions are handed to it: no broker and no camera takes part. A machine that does nothing",
      "else gives the best figures; ten minutes on two cores, --quick a few seconds."
    },
    footer = {
      "",
      "Examples:",
      "  voco bench job",
      "  voco bench job --quick",
      "  voco bench job --first-words --shape 1.1b",
      "  voco bench job --model DIR --json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:something cannot be measured here", "2:wrong options"},
    mixinStandardHelpOptions = true)
final class BenchJobCommand implements Callable<Integer> {
  private static final long SEED = 7;

  @Option(names = "--model", paramLabel = "DIR", description = "Checkpoint directory.")
  private Path directory;

  @Option(
      names = "--shape",
      description = "Generated shape, where no checkpoint is given. Default mid; tiny if --quick.")
  private String shape;

  @Option(names = "--quick", description = "Little of everything: to see that it works.")
  private boolean quick;

  @Option(
      names = "--first-words",
      description = "Nothing but how soon an answer begins: for models that take long for a frame.")
  private boolean firstWords;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (quick && firstWords) {
      throw new SetupException("--quick and --first-words: expected one of them, found both");
    }
    Screen screen = Screen.of(json);
    try (ScratchDirectory scratch = ScratchDirectory.create("voco-bench")) {
      Path model = directory == null ? generate(screen, scratch.path()) : directory;
      Path work = Files.createDirectory(scratch.path().resolve("job"));
      JobPlan plan = quick ? JobPlan.QUICK : firstWords ? JobPlan.FIRST_WORDS : JobPlan.FULL;
      ObjectNode figures =
          screen.step(
              "measuring the job",
              () -> JobBenchmark.run(model.toAbsolutePath(), work, plan, doing -> {}));
      if (json) {
        screen.message(figures.toString());
      } else {
        BenchJobText.lines(figures).forEach(screen::say);
      }
    } catch (IllegalStateException e) {
      throw new SetupException(e.getMessage());
    }
    return 0;
  }

  private Path generate(Screen screen, Path scratch) throws Exception {
    String name = shape != null ? shape : quick ? "tiny" : "mid";
    Path model = scratch.resolve("model");
    return screen.step(
        "generating " + name,
        () -> {
          UntrainedCheckpoint.write(model, SEED, ModelShape.named(name), DType.FP32);
          return model;
        });
  }
}
