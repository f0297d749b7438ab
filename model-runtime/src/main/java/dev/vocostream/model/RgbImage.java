package dev.vocostream.model;

/**
 * An 8-bit RGB picture, rows top to bottom, three bytes a pixel, no padding between rows.
 *
 * @throws IllegalArgumentException if {@code rgb} does not hold width x height pixels
 */
public record RgbImage(int width, int height, byte[] rgb) {
  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != (long) width * height * 3) {
      throw new IllegalArgumentException(
          "an RGB image of %d x %d pixels must have %d bytes, had %d"
              .formatted(width, height, (long) width * height * 3, rgb.length));
    }
  }
}
