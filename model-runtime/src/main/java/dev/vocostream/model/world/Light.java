package dev.vocostream.model.world;

import java.util.Random;

/** The light of a scene: a little brighter or dimmer, warmer or cooler, and slowly changing. */
record Light(double level, double swing, double pace, double phase, double warmth) {
  private static final double LEVEL = 0.06;
  private static final double SWING = 0.06;
  private static final double WARMTH = 0.03;

  static Light draw(Random random) {
    return new Light(
        LEVEL * (2 * random.nextDouble() - 1),
        SWING * random.nextDouble(),
        (0.3 + random.nextDouble()) * Math.PI / Scene.SECONDS,
        2 * Math.PI * random.nextDouble(),
        WARMTH * (2 * random.nextDouble() - 1));
  }

  /** By how much red, green and blue are multiplied at a second; 0.85 to 1.15. */
  float[] gains(double second) {
    double gain = 1 + level + swing * Math.sin(pace * second + phase);
    return new float[] {(float) (gain + warmth), (float) gain, (float) (gain - warmth)};
  }
}
