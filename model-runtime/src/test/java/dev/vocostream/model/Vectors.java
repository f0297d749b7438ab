package dev.vocostream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far two lists of numbers are apart. */
public final class Vectors {
  private Vectors() {}

  /** The largest difference of two numbers at the same place. */
  public static double difference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /** The cosine of the angle between {@code count} numbers of each, from {@code from} on. */
  public static double cosine(float[] a, float[] b, int from, int count) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = from; i < from + count; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  public static float[] row(float[] rows, int row, int width) {
    return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
  }

  /** The largest column of each row. */
  public static int[] argmax(float[] rows, int columns) {
    return IntStream.range(0, rows.length / columns)
        .map(row -> largestOf(rows, row * columns, columns))
        .toArray();
  }

  private static int largestOf(float[] rows, int from, int columns) {
    int best = 0;
    for (int column = 1; column < columns; column++) {
      if (rows[from + column] > rows[from + best]) {
        best = column;
      }
    }
    return best;
  }
}
