package dev.vocostream.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.weights.Manifest;
import dev.vocostream.model.weights.ModelShape;
import dev.vocostream.model.weights.UntrainedCheckpoint;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Generated checkpoints and pictures for tests; a checkpoint is written once per test run. */
public final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

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
      Path directory = temporary();
      UntrainedCheckpoint.write(directory, seed, shape);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a directory may be made that is gone after the test run. */
  private static Path temporary() throws IOException {
    Path parent = Files.createTempDirectory("voco-checkpoint");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(parent)));
    return parent.resolve("model");
  }

  /** A copy of a directory, for as long as the test run. */
  public static Path copy(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      Path copy = temporary();
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(directory.relativize(file).toString()));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tiny model as if it had been trained to read the newest frames in full. */
  public static Path hybrid() {
    Path copy = copy(tiny());
    Path config = copy.resolve("config.json");
    try {
      Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{\"hybrid\": true,"));
      rewriteManifest(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** A copy that a test may change, below a directory of the test. */
  public static Path copyTiny(Path parent) throws IOException {
    Path copy = Files.createDirectory(parent.resolve("copy"));
    try (Stream<Path> files = Files.list(tiny())) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  /** Says something else in a JSON file of a checkpoint. */
  public static void change(Path directory, String file, String key, Object value)
      throws IOException {
    Path path = directory.resolve(file);
    ObjectNode json = (ObjectNode) JSON.readTree(path.toFile());
    json.set(key, JSON.valueToTree(value));
    JSON.writeValue(path.toFile(), json);
  }

  /** To be called when a test has changed a file and means it; golden ids stay. */
  public static void rewriteManifest(Path directory) throws IOException {
    Manifest.write(directory, Manifest.read(directory).goldenIds());
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // The next run has a directory of its own.
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
