package dev.vocostream.operators;

import dev.vocostream.model.RgbImage;

/**
 * A sample of a camera: a decoded frame that the model will see.
 *
 * @param camera camera id
 * @param time frame time, epoch milliseconds, strictly increasing per camera
 * @param rgb 8-bit RGB, rows top to bottom, no padding: width x height x 3 bytes
 */
public record Frame(String camera, long time, int width, int height, byte[] rgb) {
  /** What the model is given. */
  public RgbImage image() {
    return new RgbImage(width, height, rgb);
  }
}
