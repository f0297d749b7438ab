package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.vision.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of a benchmark; see {@link ImageFiles} for how they are decoded. */
public final class PictureReader {
  private PictureReader() {}

  /**
   * @throws BadVisualException if it is missing or cannot be decoded
   */
  public static RgbImage read(Path file) {
    return of(file, ImageFiles::read);
  }

  /**
   * @param name for messages
   * @throws BadVisualException if it cannot be decoded
   */
  public static RgbImage read(String name, byte[] bytes) {
    try {
      return ImageFiles.read(name, bytes);
    } catch (IOException e) {
      throw new BadVisualException(e.getMessage(), e);
    }
  }

  /**
   * Width and height, from the header.
   *
   * @throws BadVisualException if it is missing or cannot be decoded
   */
  public static int[] size(Path file) {
    return of(file, ImageFiles::size);
  }

  static BadVisualException missing(Path file) {
    return new BadVisualException(
        file + " is missing: expected beside the annotations, see EVALUATION.md");
  }

  private interface Reading<T> {
    T from(Path file) throws IOException;
  }

  private static <T> T of(Path file, Reading<T> reading) {
    if (!Files.isRegularFile(file)) {
      throw missing(file);
    }
    try {
      return reading.from(file);
    } catch (IOException e) {
      throw new BadVisualException(e.getMessage(), e);
    }
  }
}
