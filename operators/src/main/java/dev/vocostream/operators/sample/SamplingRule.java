package dev.vocostream.operators.sample;

/**
 * Which frames of a camera the model sees: the first one in each slot of a grid of {@code fps}
 * slots a second. The grid is anchored at epoch 0, not at the last kept frame, so that the average
 * is exactly {@code fps} whatever the camera's own rate, and asking twice gives the same answer.
 *
 * @param fps slots a second, positive
 */
public record SamplingRule(double fps) {
  /** Stands for "no frame was kept so far". */
  public static final long NONE = Long.MIN_VALUE;

  public SamplingRule {
    if (!(fps > 0) || Double.isInfinite(fps)) {
      throw new IllegalArgumentException("fps must be positive and finite, was " + fps);
    }
  }

  /** Whether the frame of {@code time} is kept after that of {@code lastKept}; epoch ms, both. */
  public boolean keeps(long lastKept, long time) {
    return lastKept == NONE || slot(time) > slot(lastKept);
  }

  private double slot(long time) {
    return Math.floor(time * fps / 1000);
  }
}
