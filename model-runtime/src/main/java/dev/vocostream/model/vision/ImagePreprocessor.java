package dev.vocostream.model.vision;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.config.ImageConfig;
import java.util.Arrays;

/**
 * From a picture of any size to the pixels the vision tower was trained on: padded to a square with
 * the mean colour, resized as Pillow does, normalised.
 *
 * <p>The padding is never stored: outside the picture its colour is known, so memory stays at one
 * resized column block however long and thin the picture is.
 */
public final class ImagePreprocessor {
  private final int size;
  private final float[] mean = new float[3];
  private final float[] std = new float[3];
  private final int[] padding = new int[3];

  public ImagePreprocessor(ImageConfig config) {
    this.size = config.size();
    for (int c = 0; c < 3; c++) {
      mean[c] = config.mean().get(c);
      std[c] = config.std().get(c);
      padding[c] = (int) (255 * (double) config.mean().get(c));
    }
  }

  /**
   * @return [3, size, size], row-major: channel, row, column
   */
  public float[] pixels(RgbImage image) {
    byte[] square = resize(image); // [size, size, 3]
    float[] pixels = new float[3 * size * size];
    for (int i = 0; i < size * size; i++) {
      for (int c = 0; c < 3; c++) {
        float value = (square[3 * i + c] & 0xff) / 255f;
        pixels[c * size * size + i] = (value - mean[c]) / std[c];
      }
    }
    return pixels;
  }

  /**
   * The padded picture at the model's size.
   *
   * @return [size, size, 3] 8-bit
   */
  byte[] resize(RgbImage image) {
    int side = Math.max(image.width(), image.height());
    // an odd difference puts the extra row or column at the bottom or right
    int top = (side - image.height()) / 2;
    byte[] rows = resizeRows(image, side);
    return side == size ? padRows(rows, top) : resizeColumns(rows, side, top);
  }

  /** Each of the picture's rows, padded to {@code side} and resized: [height, size, 3]. */
  private byte[] resizeRows(RgbImage image, int side) {
    Bicubic filter = side == size ? null : new Bicubic(side, size);
    int left = (side - image.width()) / 2;
    int[] row = new int[3 * side];
    byte[] out = new byte[image.height() * size * 3];
    for (int y = 0; y < image.height(); y++) {
      fillRow(image, y, left, row);
      for (int x = 0; x < size; x++) {
        int at = (y * size + x) * 3;
        if (filter == null) {
          copyPixel(row, x, out, at);
        } else {
          weighPixel(filter, x, row, out, at);
        }
      }
    }
    return out;
  }

  private void fillRow(RgbImage image, int y, int left, int[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = padding[i % 3];
    }
    int width = 3 * image.width();
    for (int i = 0; i < width; i++) {
      row[3 * left + i] = image.rgb()[y * width + i] & 0xff;
    }
  }

  private static void copyPixel(int[] row, int x, byte[] out, int at) {
    for (int c = 0; c < 3; c++) {
      out[at + c] = (byte) row[3 * x + c];
    }
  }

  private static void weighPixel(Bicubic filter, int o, int[] row, byte[] out, int at) {
    int x = 3 * filter.first(o);
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int weight : filter.weights(o)) {
      red += weight * row[x];
      green += weight * row[x + 1];
      blue += weight * row[x + 2];
      x += 3;
    }
    out[at] = (byte) Bicubic.round(red);
    out[at + 1] = (byte) Bicubic.round(green);
    out[at + 2] = (byte) Bicubic.round(blue);
  }

  /** The square's columns, of which {@code rows} are those from {@code top} on: [size, size, 3]. */
  private byte[] resizeColumns(byte[] rows, int side, int top) {
    Bicubic filter = new Bicubic(side, size);
    int stride = size * 3;
    int height = rows.length / stride;
    byte[] out = new byte[size * stride];
    int[] sums = new int[stride];
    for (int y = 0; y < size; y++) {
      Arrays.fill(sums, 0);
      int[] weights = filter.weights(y);
      for (int i = 0; i < weights.length; i++) {
        int row = filter.first(y) + i - top;
        boolean inside = row >= 0 && row < height;
        for (int x = 0; x < stride; x++) {
          sums[x] += weights[i] * (inside ? rows[row * stride + x] & 0xff : padding[x % 3]);
        }
      }
      for (int x = 0; x < stride; x++) {
        out[y * stride + x] = (byte) Bicubic.round(sums[x]);
      }
    }
    return out;
  }

  private byte[] padRows(byte[] rows, int top) {
    byte[] out = new byte[size * size * 3];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) padding[i % 3];
    }
    System.arraycopy(rows, 0, out, top * size * 3, rows.length);
    return out;
  }
}
