package dev.vocostream.model.config;

import java.util.List;
import java.util.Map;

/**
 * How a picture becomes pixels of the vision tower.
 *
 * @param size pixels of a side
 * @param mean of red, green and blue in 0..1: subtracted, and the colour of the padding
 * @param std of red, green and blue: divided by
 * @param pad whether a picture is padded to a square; else its shortest edge is resized to {@code
 *     size} and what its long edge has too much is cropped on both sides
 */
public record ImageConfig(int size, List<Float> mean, List<Float> std, boolean pad) {

  /** What CLIP's pictures were normalised with: for directories that do not say it. */
  private static final Map<String, List<Double>> CLIP =
      Map.of(
          "image_mean", List.of(0.48145466, 0.4578275, 0.40821073),
          "image_std", List.of(0.26862954, 0.26130258, 0.27577711));

  static ImageConfig read(ConfigFile given, ConfigFile config, int towerSize) {
    String ratio = config.text("image_aspect_ratio", "square");
    if (!ratio.equals("pad") && !ratio.equals("square")) {
      config.problem("image_aspect_ratio", "pad or square (pictures are not tiled)", ratio);
    }
    boolean pad = ratio.equals("pad") || given.flag("do_pad", false);
    ConfigFile preprocessor = given.withDefaults(CLIP);
    preprocessor.only("resample", 3);
    for (String step : List.of("do_resize", "do_rescale", "do_normalize")) {
      preprocessor.only(step, true);
    }
    String sizeKey = preprocessor.has("crop_size") ? "crop_size" : "size";
    int size = given.keys().isEmpty() ? towerSize : preprocessor.side(sizeKey);
    if (size != towerSize) {
      preprocessor.problem(sizeKey, "the tower's image_size " + towerSize, size);
    }
    if (!pad) {
      checkCropped(preprocessor, size);
    }
    return new ImageConfig(
        size, preprocessor.channels("image_mean"), preprocessor.channels("image_std"), pad);
  }

  private static void checkCropped(ConfigFile preprocessor, int size) {
    preprocessor.only("do_center_crop", true);
    if (preprocessor.has("size") && preprocessor.shortestEdge("size") != size) {
      preprocessor.problem(
          "size", "{\"shortest_edge\": %d}, as it is cropped to".formatted(size), "another");
    }
  }
}
