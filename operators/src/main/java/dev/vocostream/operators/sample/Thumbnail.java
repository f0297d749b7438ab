package dev.vocostream.operators.sample;

import java.util.Arrays;

/**
 * A picture as 32 x 32 cells, each the mean of its pixels. So small that noise is averaged away and
 * that one can be kept for each camera; in colour, because a thing that turns from red to blue may
 * stay as bright as it was.
 */
final class Thumbnail {
  static final int SIDE = 32;
  static final int CELLS = SIDE * SIDE;
  static final int PLANES = 3;

  private final byte[] cells; // red, then green, then blue; rows top to bottom

  private Thumbnail(byte[] cells) {
    this.cells = cells;
  }

  /**
   * @param rgb 8-bit RGB, rows top to bottom, no padding: width x height x 3 bytes
   */
  static Thumbnail of(int width, int height, byte[] rgb) {
    byte[] cells = new byte[PLANES * CELLS];
    for (int row = 0; row < SIDE; row++) {
      int top = row * height / SIDE;
      int bottom = Math.max(top + 1, (row + 1) * height / SIDE);
      for (int column = 0; column < SIDE; column++) {
        int left = column * width / SIDE;
        int right = Math.max(left + 1, (column + 1) * width / SIDE);
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < bottom; y++) {
          int end = (y * width + right) * PLANES;
          for (int at = (y * width + left) * PLANES; at < end; at += PLANES) {
            red += rgb[at] & 0xff;
            green += rgb[at + 1] & 0xff;
            blue += rgb[at + 2] & 0xff;
          }
        }
        int pixels = (bottom - top) * (right - left);
        int cell = row * SIDE + column;
        cells[cell] = mean(red, pixels);
        cells[CELLS + cell] = mean(green, pixels);
        cells[2 * CELLS + cell] = mean(blue, pixels);
      }
    }
    return new Thumbnail(cells);
  }

  private static byte mean(int sum, int count) {
    return (byte) ((sum + count / 2) / count);
  }

  /** What {@link #toBytes()} gave. */
  static Thumbnail ofBytes(byte[] bytes) {
    if (bytes.length != PLANES * CELLS) {
      throw new IllegalArgumentException(
          "a thumbnail must have %d bytes, had %d".formatted(PLANES * CELLS, bytes.length));
    }
    return new Thumbnail(bytes.clone());
  }

  byte[] toBytes() {
    return cells.clone();
  }

  /** Level of a cell in a plane, 0 to 255. */
  int level(int plane, int cell) {
    return cells[plane * CELLS + cell] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Thumbnail that && Arrays.equals(cells, that.cells);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(cells);
  }
}
