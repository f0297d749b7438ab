package dev.vocostream.model.weights;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model in the box: trained by this project's trainer on its world of moving shapes, which is
 * all it understands. See {@code MODEL-CARD.md} beside its files.
 */
public final class BundledModel {
  private static final String FOLDER = "/dev/vocostream/model/bundled/";

  private BundledModel() {}

  /**
   * Writes the checkpoint's files, all of them or none.
   *
   * @param directory must not exist, or be empty
   * @throws FileAlreadyExistsException if there is something in it
   */
  public static Manifest write(Path directory) throws IOException {
    return DirectoryWriter.write(
        directory,
        building -> {
          copy(Manifest.NAME, building);
          Manifest manifest = Manifest.read(building);
          for (String name : manifest.files().keySet()) {
            copy(name, building);
          }
          manifest.verify(building);
          return manifest;
        });
  }

  private static void copy(String name, Path directory) throws IOException {
    try (InputStream in = BundledModel.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new FileNotFoundException("the bundled model lacks " + name + ": build it again");
      }
      Files.copy(in, directory.resolve(name));
    }
  }
}
