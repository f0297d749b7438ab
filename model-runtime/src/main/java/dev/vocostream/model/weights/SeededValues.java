package dev.vocostream.model.weights;

/**
 * Weights drawn from a seed: the same on every machine, whatever the order they are asked for.
 * Every element is a function of the seed, the tensor's name and its place in the tensor, so that a
 * large tensor can be drawn in parts by several threads.
 */
final class SeededValues {
  /** Step of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): 2^64 over the golden ratio, odd. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  /** Of the sum of four whole numbers from 0 to 65535. */
  private static final long MEAN_OF_SUM = 2 * 65535;

  private static final double DEVIATION_OF_SUM = Math.sqrt(((1L << 32) - 1) / 3.0);

  private final long seed;

  SeededValues(long seed) {
    this.seed = seed;
  }

  /**
   * Normally distributed around zero. The name gives every tensor its own stream.
   *
   * @param from place in the tensor of the first element to draw, even
   */
  void normal(String tensor, long from, float[] into, double deviation) {
    long stream = stream(tensor);
    for (int i = 0; i < into.length; i += 2) {
      // Box-Muller by StrictMath: nextGaussian may change with the JDK, and the fingerprint with it
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(word(stream, from + i))));
      double angle = 2 * Math.PI * unit(word(stream, from + i + 1));
      into[i] = (float) (deviation * radius * StrictMath.cos(angle));
      if (i + 1 < into.length) {
        into[i + 1] = (float) (deviation * radius * StrictMath.sin(angle));
      }
    }
  }

  /**
   * Nearly normally distributed around zero, about twelve times faster than {@link #normal}: the
   * sum of the four 16-bit parts of a random word, scaled. Nothing is further out than 3.46
   * deviations.
   */
  void nearlyNormal(String tensor, long from, float[] into, double deviation) {
    long stream = stream(tensor);
    float scale = (float) (deviation / DEVIATION_OF_SUM);
    for (int i = 0; i < into.length; i++) {
      long word = word(stream, from + i);
      long sum = (word & 0xFFFF) + (word >>> 16 & 0xFFFF) + (word >>> 32 & 0xFFFF) + (word >>> 48);
      into[i] = (sum - MEAN_OF_SUM) * scale;
    }
  }

  private long stream(String tensor) {
    return seed * GAMMA + tensor.hashCode();
  }

  /** The words of a stream are those of SplittableRandom, but any can be had at once. */
  private static long word(long stream, long place) {
    long z = stream + (place + 1) * GAMMA;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** From 0, included, to 1. */
  private static double unit(long word) {
    return (word >>> 11) * 0x1.0p-53;
  }
}
