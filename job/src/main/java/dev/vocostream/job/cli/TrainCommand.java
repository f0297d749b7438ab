package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.cli.plot.TrainingPlots;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.training.Recipe;
import dev.vocostream.model.training.Training;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code voco model train}: from a recipe to a checkpoint. */
@Command(
    name = "train",
    description = {
      "Trains a model as a recipe says. A run that was stopped, however, goes on when it is"
          + " started",
      "again with the same directory."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--recipe",
      required = true,
      description = "world-small, which made the bundled model, or a JSON file.")
  private String recipe;

  @Option(
      names = "--out",
      required = true,
      description = "Directory of the run; the model will be in its folder 'model'.")
  private Path out;

  @Option(names = "--device", defaultValue = "cpu", description = "cpu, cuda or cuda:N.")
  private String device;

  @Option(names = "--threads", defaultValue = "0", description = "Of the CPU; default: all cores.")
  private int threads;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(false);
    Recipe read = read();
    screen.say("training %s, recipe %s, seed %d".formatted(read.model(), read.name(), read.seed()));
    Compute compute = new Compute(device, DType.FP32, threads);
    Training training = Training.of(read, out, compute);
    Path model;
    try (TrainingProgress progress = TrainingScreen.of(System.out)) {
      model = training.run(progress);
    }
    Path plot = out.resolve("log.png");
    TrainingPlots.write(training.log(), plot);
    screen.say("the model is in %s, how it was learnt in %s".formatted(model, plot));
    return 0;
  }

  private Recipe read() throws IOException {
    Path file = Path.of(recipe);
    try {
      if (!recipe.endsWith(".json")) {
        return Recipe.named(recipe);
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Recipe.read(in);
      }
    } catch (IllegalArgumentException | IOException e) {
      throw new SetupException(e.getMessage());
    }
  }
}
