package dev.vocostream.model.config;

import java.util.List;

/**
 * How a picture becomes pixels of the vision tower.
 *
 * @param size pixels of a side, after padding to a square and resizing
 * @param mean of red, green and blue in 0..1: subtracted, and the colour of the padding
 * @param std of red, green and blue: divided by
 */
public record ImageConfig(int size, List<Float> mean, List<Float> std) {

  static ImageConfig read(ConfigFile preprocessor, ConfigFile config) {
    config.only("image_aspect_ratio", "pad");
    preprocessor.only("resample", 3);
    int size = preprocessor.side(preprocessor.has("crop_size") ? "crop_size" : "size");
    return new ImageConfig(
        size, preprocessor.channels("image_mean"), preprocessor.channels("image_std"));
  }
}
