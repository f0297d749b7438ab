package dev.vocostream.model.world;

import java.util.Random;

/** The light and the noise of a picture, in place. */
final class SensorNoise {
  private static final int MASK = 0xffff;

  /** Drawing a normal number for each value would take longer than all the rest of a picture. */
  private static final float[] NORMAL = normal();

  private SensorNoise() {}

  private static float[] normal() {
    Random random = new Random(1);
    float[] values = new float[MASK + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /**
   * Multiplies by the light and adds normal noise.
   *
   * @param pixels {@code 0xrrggbb}
   * @param gains of red, green and blue
   * @param deviation of the noise, in steps of 0 to 255
   */
  static void add(int[] pixels, float[] gains, float deviation, long seed) {
    long state = seed;
    for (int i = 0; i < pixels.length; i++) {
      if ((i & 63) == 0) {
        state = Seeds.of(seed, i);
      }
      int at = (int) (state >>> 32) + 3 * i;
      int pixel = pixels[i];
      int red = level((pixel >> 16 & 0xff) * gains[0] + deviation * NORMAL[at & MASK]);
      int green = level((pixel >> 8 & 0xff) * gains[1] + deviation * NORMAL[at + 1 & MASK]);
      int blue = level((pixel & 0xff) * gains[2] + deviation * NORMAL[at + 2 & MASK]);
      pixels[i] = red << 16 | green << 8 | blue;
    }
  }

  private static int level(float value) {
    return Math.max(0, Math.min(255, (int) (value + 0.5f)));
  }
}
