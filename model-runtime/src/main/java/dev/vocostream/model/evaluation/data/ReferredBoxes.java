package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.BadVisualException;
import dev.vocostream.model.evaluation.PictureReader;
import dev.vocostream.model.evaluation.Visual;
import dev.vocostream.model.evaluation.metric.Box;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Things in pictures and the words for them, in Shikra's form: an object a line, {@code {img_path,
 * expression, bbox: [x1, y1, x2, y2], width?, height?}}, pixels from the upper left. Without the
 * size it is read from the picture.
 */
final class ReferredBoxes {
  private final BenchmarkDirectory directory;
  private final String pictures;
  private final Map<Path, int[]> sizes = new HashMap<>();

  /**
   * @param region the same for rows about the same thing
   * @param box in the picture with white bars that make it a square
   */
  record Referred(int row, Visual.Squared picture, String region, String expression, Box box) {}

  private ReferredBoxes(BenchmarkDirectory directory, String pictures) {
    this.directory = directory;
    this.pictures = pictures;
  }

  static List<Referred> read(BenchmarkDirectory directory, String file, String pictures) {
    ReferredBoxes boxes = new ReferredBoxes(directory, pictures);
    return directory.file(file).lines(boxes::read);
  }

  private void read(Row row, Consumer<Referred> to) {
    String path = row.text("img_path");
    Visual.Squared picture = directory.squared(pictures, path);
    List<Double> pixels = row.box("bbox");
    int[] size = size(row, picture.file());
    String region = path + " " + pixels;
    Box box = Box.inSquare(pixels, size[0], size[1]);
    to.accept(new Referred(row.number(), picture, region, row.text("expression"), box));
  }

  private int[] size(Row row, Path picture) {
    int width = row.json().path("width").asInt();
    int height = row.json().path("height").asInt();
    if (width > 0 && height > 0) {
      return new int[] {width, height};
    }
    try {
      return sizes.computeIfAbsent(picture, PictureReader::size);
    } catch (BadVisualException e) {
      throw new BadRowException(e.getMessage());
    }
  }
}
