package dev.vocostream.model.vision;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.config.ImageConfig;
import dev.vocostream.model.tensor.Backend;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * From a picture of any size to the pixels the vision tower was trained on: made a square, resized
 * as Pillow does, normalised.
 *
 * <pre>
 *   pad                       crop
 *   +-----------+             +-----------+
 *   |mean colour|             |   :   :   |   the shortest edge gets the model's size,
 *   |-----------|             |   :   :   |   what the long edge has more is left out
 *   |  picture  |             |   :   :   |   on both sides
 *   |-----------|             +-----------+
 *   |mean colour|
 *   +-----------+
 * </pre>
 *
 * <p>Neither padding nor what is cropped is ever stored or computed, so memory stays at one resized
 * column block however long and thin the picture is.
 */
public final class ImagePreprocessor {
  private final int size;
  private final boolean pad;
  private final int[] padding = new int[3];
  private final float[][] normalised = new float[3][256];

  public ImagePreprocessor(ImageConfig config) {
    this.size = config.size();
    this.pad = config.pad();
    for (int c = 0; c < 3; c++) {
      float mean = config.mean().get(c);
      padding[c] = (int) (255 * (double) mean);
      for (int value = 0; value < 256; value++) {
        normalised[c][value] = (value / 255f - mean) / config.std().get(c);
      }
    }
  }

  /**
   * @return [F, 3, size, size]
   */
  public Tensor batch(List<RgbImage> images, Backend backend) {
    int each = 3 * size * size;
    float[] all = new float[images.size() * each];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(pixels(images.get(i)), 0, all, i * each, each);
    }
    return backend.floats(all, images.size(), 3, size, size);
  }

  /**
   * @return [3, size, size], row-major: channel, row, column
   */
  public float[] pixels(RgbImage image) {
    byte[] square = resize(image); // [size, size, 3]
    int area = size * size;
    float[] pixels = new float[3 * area];
    for (int c = 0; c < 3; c++) {
      float[] table = normalised[c];
      for (int i = 0; i < area; i++) {
        pixels[c * area + i] = table[square[3 * i + c] & 0xff];
      }
    }
    return pixels;
  }

  /**
   * The square picture at the model's size.
   *
   * @return [size, size, 3] 8-bit
   */
  byte[] resize(RgbImage image) {
    if (image.width() == size && image.height() == size) {
      return image.rgb();
    }
    int shortest = Math.min(image.width(), image.height());
    Edge across = edge(image.width(), image.height(), shortest);
    Edge down = edge(image.height(), image.width(), shortest);
    int from = Math.max(0, down.filter.first(0) - down.before);
    int to = Math.min(image.height(), down.filter.end() - down.before);
    return resizeColumns(resizeRows(image, across, from, to), down, from);
  }

  /**
   * How an edge becomes the model's size.
   *
   * @param before how much padding is in front of the picture
   */
  private record Edge(Bicubic filter, int length, int before) {}

  private Edge edge(int length, int other, int shortest) {
    if (pad) {
      int side = Math.max(length, other);
      // an odd difference puts the extra row or column at the bottom or right
      return new Edge(new Bicubic(side, size, 0, size), side, (side - length) / 2);
    }
    int resized = (int) ((long) size * length / shortest);
    return new Edge(new Bicubic(length, resized, (resized - size) / 2, size), length, 0);
  }

  /**
   * The picture's rows {@code from} to {@code to - 1}, padded and resized: [rows, size, 3].
   *
   * <p>This is where the time goes, so two rows share one multiplication: a long has the upper
   * row's value in its low half and the lower row's in its high half. A row's sum fits into 32 bits
   * with its sign, so the halves can be told apart again.
   */
  private int[] resizeRows(RgbImage image, Edge across, int from, int to) {
    int stride = 3 * size;
    long[] pair = new long[3 * across.length];
    for (int i = 0; i < pair.length; i++) {
      pair[i] = padding[i % 3] * 0x1_0000_0001L;
    }
    int[] out = new int[(to - from + 1) * stride];
    for (int y = from; y < to; y += 2) {
      // the last row is its own neighbour if there is no other
      fillPair(image, y, Math.min(y + 1, to - 1), across.before, pair);
      weighPair(across.filter, pair, out, (y - from) * stride);
    }
    return out;
  }

  private static void fillPair(RgbImage image, int upper, int lower, int left, long[] pair) {
    byte[] rgb = image.rgb();
    int width = 3 * image.width();
    int high = lower * width;
    int low = upper * width;
    for (int i = 0; i < width; i++) {
      pair[3 * left + i] = rgb[low + i] & 0xff | (rgb[high + i] & 0xffL) << 32;
    }
  }

  private void weighPair(Bicubic filter, long[] pair, int[] out, int at) {
    for (int o = 0; o < size; o++) {
      int x = 3 * filter.first(o);
      long red = 0;
      long green = 0;
      long blue = 0;
      for (long weight : filter.weights(o)) {
        red += weight * pair[x];
        green += weight * pair[x + 1];
        blue += weight * pair[x + 2];
        x += 3;
      }
      put(red, out, at + 3 * o);
      put(green, out, at + 3 * o + 1);
      put(blue, out, at + 3 * o + 2);
    }
  }

  private void put(long sums, int[] out, int at) {
    int upper = (int) sums;
    out[at] = Bicubic.round(upper);
    out[at + 3 * size] = Bicubic.round((int) ((sums - upper) >> 32));
  }

  /** The square's columns; {@code rows} begin with the picture's row {@code from}. */
  private byte[] resizeColumns(int[] rows, Edge down, int from) {
    int stride = 3 * size;
    int height = rows.length / stride - 1;
    byte[] out = new byte[size * stride];
    int[] sums = new int[stride];
    for (int y = 0; y < size; y++) {
      int first = down.filter.first(y) - down.before - from;
      int[] weights = down.filter.weights(y);
      int outside = 0;
      Arrays.fill(sums, 0);
      for (int i = 0; i < weights.length; i++) {
        int row = first + i;
        if (row >= 0 && row < height) {
          addRow(weights[i], rows, row * stride, sums);
        } else {
          outside += weights[i];
        }
      }
      addPadding(outside, sums);
      for (int x = 0; x < stride; x++) {
        out[y * stride + x] = (byte) Bicubic.round(sums[x]);
      }
    }
    return out;
  }

  private void addPadding(int weight, int[] sums) {
    for (int x = 0; weight != 0 && x < sums.length; x += 3) {
      sums[x] += weight * padding[0];
      sums[x + 1] += weight * padding[1];
      sums[x + 2] += weight * padding[2];
    }
  }

  private static void addRow(int weight, int[] rows, int at, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += weight * rows[at + x];
    }
  }
}
