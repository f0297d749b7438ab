package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.training.ArmScores;
import dev.vocostream.model.training.Budget;
import dev.vocostream.model.training.Reproduction;
import dev.vocostream.model.training.ReproductionTable;
import dev.vocostream.model.training.record.TrainingProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco model reproduce}: the paper's comparisons, on the world. */
@Command(
    name = "reproduce",
    description = {
      "Trains and marks what the VoCo-LLaMA paper compares: bounds, numbers of tokens, baselines,",
      "fewer tokens than trained, windows, hybrid memory. What is in the directory is not redone."
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
      description = "Directory for models, scores.json and table.md.")
  private Path out;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N.")
  private String device;

  @Option(names = "--threads", defaultValue = "0", description = "Of the CPU; default: all cores.")
  private int threads;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(false);
    Budget spent;
    try {
      spent = Budget.named(budget);
    } catch (IllegalArgumentException e) {
      throw new SetupException("--" + e.getMessage());
    }
    Compute compute = new Compute(device, DType.FP32, threads);
    ArmScores scores;
    try (TrainingProgress progress = TrainingScreen.of(System.out)) {
      scores = new Reproduction(out, spent, compute, progress).run();
    }
    String table = ReproductionTable.of(scores, spent);
    Files.writeString(out.resolve("table.md"), table);
    table.lines().forEach(screen::say);
    return 0;
  }
}
