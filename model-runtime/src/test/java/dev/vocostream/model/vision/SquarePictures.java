package dev.vocostream.model.vision;

import dev.vocostream.model.RgbImage;

/** Pictures between resizing and normalising, for tests that compare bytes. */
public final class SquarePictures {
  private SquarePictures() {}

  /**
   * @return [size, size, 3] 8-bit
   */
  public static byte[] of(RgbImage picture, ImagePreprocessor preprocessor) {
    return preprocessor.resize(picture);
  }
}
