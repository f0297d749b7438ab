package dev.vocostream.model.vision;

/**
 * The weights of Pillow's antialiased 8-bit bicubic filter along one axis, in fixed point.
 *
 * <pre>
 *   output o looks at inputs lo(o) .. hi(o)-1 around its centre c = (o + 0.5) * scale
 *
 *   enlarging (scale &lt; 1)     c          shrinking (scale = 3)        c
 *                         ·  / \  ·                              .  ·-- --·  .
 *   inputs            --+--+--+--+--     inputs   --+-+-+-+-+-+-+-+-+-+-+-+--
 *                        4 of them                      4 * scale of them: no aliasing
 * </pre>
 *
 * Pillow's results are the ones CLIP was trained on; a bicubic without the widening is wrong by
 * dozens of grey levels.
 */
final class Bicubic {
  /** Fractional bits of a weight. */
  static final int PRECISION = 22;

  private final int[] first;
  private final int[][] weights;

  /**
   * The filter from {@code in} samples to {@code out}, for {@code count} of these from {@code from}
   * on; to as many as there are it changes nothing.
   */
  Bicubic(int in, int out, int from, int count) {
    first = new int[count];
    weights = new int[count][];
    double scale = (double) in / out;
    double widening = Math.max(scale, 1);
    double support = 2 * widening;
    for (int o = 0; o < count; o++) {
      double centre = (from + o + 0.5) * scale;
      int lo = Math.max(0, (int) (centre - support + 0.5));
      int hi = Math.min(in, (int) (centre + support + 0.5));
      double[] exact = new double[hi - lo];
      double sum = 0;
      for (int x = lo; x < hi; x++) {
        exact[x - lo] = kernel((x - centre + 0.5) / widening);
        sum += exact[x - lo];
      }
      first[o] = lo;
      weights[o] = new int[hi - lo];
      for (int i = 0; i < exact.length; i++) {
        weights[o][i] = fixedPoint(exact[i] / sum);
      }
    }
  }

  /** The first input that output {@code o} looks at; outputs are counted from 0. */
  int first(int o) {
    return first[o];
  }

  /** The weights of the inputs from {@link #first} on. */
  int[] weights(int o) {
    return weights[o];
  }

  /** The input behind the last that any output looks at. */
  int end() {
    return first[first.length - 1] + weights[weights.length - 1].length;
  }

  /** A sum of weighted 8-bit values, rounded and clipped to 8 bits. */
  static int round(int sum) {
    int value = (sum + (1 << (PRECISION - 1))) >> PRECISION;
    return Math.max(0, Math.min(255, value));
  }

  private static double kernel(double t) {
    double x = Math.abs(t);
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
  }

  private static int fixedPoint(double weight) {
    double scaled = weight * (1 << PRECISION);
    return (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  }
}
