package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the weights in a checkpoint directory, or says why there are none to use. */
public final class WeightFile {
  public static final String NAME = "model.safetensors";

  private WeightFile() {}

  /**
   * @throws InvalidCheckpointException saying what to do if there is no file that may be read
   */
  public static Path in(Path directory) throws IOException {
    Path single = directory.resolve(NAME);
    if (Files.isRegularFile(single)) {
      return single;
    }
    if (Files.exists(directory.resolve(NAME + ".index.json"))) {
      throw new InvalidCheckpointException(
          directory + " has sharded weights, which cannot be read yet: merge them into " + single);
    }
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{bin,pt,pth}")) {
        for (Path pickle : files) {
          Pickle.refuse(pickle);
        }
      }
    }
    throw new InvalidCheckpointException(single + " is missing: expected the weights there");
  }
}
