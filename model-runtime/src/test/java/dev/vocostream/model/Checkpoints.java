package dev.vocostream.model;

import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Generated checkpoints and pictures for tests; a checkpoint is written once per test run. */
public final class Checkpoints {
  /** The seed of {@link #tiny}; the golden values were computed on it. */
  public static final long SEED = 7;

  private static Path tiny;

  private Checkpoints() {}

  public static synchronized Path tiny() {
    if (tiny == null) {
      tiny = write(SEED, ModelShape.TINY);
    }
    return tiny;
  }

  public static Path write(long seed, ModelShape shape) {
    try {
      Path directory = Files.createTempDirectory("voco-checkpoint").resolve("model");
      UntrainedCheckpoint.write(directory, seed, shape);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A picture of noise. */
  public static RgbImage picture(long seed, int width, int height) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * width * height];
    random.nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
