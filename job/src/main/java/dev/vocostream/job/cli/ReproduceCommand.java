package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.cli.plot.ReproductionPlot;
import dev.vocostream.model.Compute;
import dev.vocostream.model.training.ArmScores;
import dev.vocostream.model.training.Budget;
import dev.vocostream.model.training.Reproduction;
import dev.vocostream.model.training.ReproductionTable;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code voco model reproduce}: the paper's comparisons, on the world. */
@Command(
    name = "reproduce",
    description = {
      "Trains and marks what the VoCo-LLaMA paper compares: bounds, numbers of tokens, baselines,",
      "fewer tokens than trained, boxes, times, windows, hybrid memory. What is there is not"
          + " redone."
    },
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
  @Option(
      names = "--budget",
      defaultValue = "small",
      description = "small (half an hour, orderings only) or full (days). Default small.")
  private String budget;

  @Option(
      names = "--out",
      required = true,
      description = "Directory for models, scores.json, table.md and tokens.png.")
  private Path out;

  @Mixin private TrainingDevice device;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(false);
    Budget spent = budget();
    Compute compute = device.compute();
    ArmScores scores =
        TrainingScreen.watch(screen, progress -> reproduction(spent, compute, progress).run());
    if (scores == null) {
      return TrainingScreen.STOPPED;
    }
    String table = ReproductionTable.of(scores, spent);
    Files.writeString(out.resolve("table.md"), table);
    table.lines().forEach(screen::say);
    Path plot = out.resolve("tokens.png");
    ReproductionPlot.write(scores, plot);
    screen.say("the table is in %s, drawn in %s".formatted(out.resolve("table.md"), plot));
    return 0;
  }

  private Budget budget() {
    try {
      return Budget.named(budget);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--" + e.getMessage());
    }
  }

  private Reproduction reproduction(Budget spent, Compute compute, TrainingProgress progress)
      throws IOException {
    try {
      return new Reproduction(out, spent, compute, progress);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--out: " + e.getMessage());
    }
  }
}
