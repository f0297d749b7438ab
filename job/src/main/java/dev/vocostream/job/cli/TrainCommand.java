package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.job.cli.plot.TrainingPlots;
import dev.vocostream.model.Compute;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.evaluation.BadVisualException;
import dev.vocostream.model.evaluation.VideoFrames;
import dev.vocostream.model.training.Recipe;
import dev.vocostream.model.training.Training;
import dev.vocostream.operators.decode.ClipFrames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
  private static final int SIDE = 336; // pixels that videos are decoded to

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

  @Option(
      names = "--from",
      description = {
        "Checkpoint to begin with, for recipes of your own; it needs a <voco> row, see",
        "voco model grow. Default: an untrained model of the recipe's shape."
      })
  private Path from;

  @Mixin private TrainingDevice device;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.of(false);
    Recipe read = read();
    screen.say("training %s, recipe %s, seed %d".formatted(read.model(), read.name(), read.seed()));
    Compute compute = device.compute();
    Training training =
        from == null
            ? Training.of(read, out, compute)
            : Training.from(from, read, out, compute, TrainCommand::frames);
    Path model = TrainingScreen.watch(screen, training::run);
    if (model == null) {
      return TrainingScreen.STOPPED;
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

  /** A frame a second; of longer videos evenly spaced ones. */
  private static List<RgbImage> frames(Path video, int most) throws IOException {
    List<RgbImage> all;
    try {
      all = new ClipFrames(SIDE).sample(video, new VideoFrames.EverySecond());
    } catch (BadVisualException e) {
      throw new IOException(e.getMessage(), e);
    }
    List<RgbImage> some = new ArrayList<>();
    int count = Math.min(most, all.size());
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((i + 0.5) * all.size() / count)));
    }
    return some;
  }
}
