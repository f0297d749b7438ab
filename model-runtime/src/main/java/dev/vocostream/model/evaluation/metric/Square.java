package dev.vocostream.model.evaluation.metric;

import dev.vocostream.model.RgbImage;
import java.util.Arrays;

/** Pictures made square with white bars on both sides, as Shikra does before it speaks of boxes. */
public final class Square {
  private static final byte WHITE = (byte) 255;

  private Square() {}

  /** Where the picture begins in the square; of an odd rest the smaller half is before it. */
  static int offset(int side, int length) {
    return (side - length) / 2;
  }

  public static RgbImage pad(RgbImage image) {
    int side = Math.max(image.width(), image.height());
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(side, side), 3)];
    Arrays.fill(rgb, WHITE);
    int row = image.width() * 3;
    for (int y = 0; y < image.height(); y++) {
      int to = ((y + offset(side, image.height())) * side + offset(side, image.width())) * 3;
      System.arraycopy(image.rgb(), y * row, rgb, to, row);
    }
    return new RgbImage(side, side, rgb);
  }
}
