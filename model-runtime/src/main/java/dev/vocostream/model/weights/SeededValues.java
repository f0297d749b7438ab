package dev.vocostream.model.weights;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Weights drawn from a seed: the same on every machine, whatever the order they are asked for. */
final class SeededValues {
  private final long seed;

  SeededValues(long seed) {
    this.seed = seed;
  }

  /** Normally distributed around zero. The name gives every tensor its own stream. */
  float[] normal(String tensor, int count, double deviation) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + tensor.hashCode());
    float[] values = new float[count];
    for (int i = 0; i < count; i += 2) {
      // Box-Muller by StrictMath: nextGaussian may change with the JDK, and the fingerprint with it
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] = (float) (deviation * radius * StrictMath.cos(angle));
      if (i + 1 < count) {
        values[i + 1] = (float) (deviation * radius * StrictMath.sin(angle));
      }
    }
    return values;
  }

  static float[] constant(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
