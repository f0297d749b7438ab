package dev.vocostream.operators.decode.child;

/**
 * How far a camera's own clock is behind ours, milliseconds; negative: ahead. The time from filming
 * to arrival is part of it, as nobody can tell the two apart. It follows slowly, so that a delayed
 * packet counts for little, and begins anew where the camera's clock was set.
 *
 * <p>Pure, and of no influence on frame time. One thread notes, any may ask.
 */
public final class ClockOffset {
  /** Stands for a camera that does not tell its time. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** RTP tells times from 1900 to 2036; whatever is further off is no time. */
  public static final long MOST_MILLIS = 200L * 366 * 24 * 3_600_000;

  private static final double WEIGHT = 1 / 16.0;
  private static final long LEAP_MILLIS = 2_000;

  private double smoothed;
  private volatile long millis = UNKNOWN;

  /**
   * @param arrival by our clock, epoch ms
   * @param filmed by the camera's, epoch ms
   */
  void note(long arrival, long filmed) {
    long offset = arrival - filmed;
    if (Math.abs(offset) > MOST_MILLIS) {
      return;
    }
    boolean anew = millis == UNKNOWN || Math.abs(offset - smoothed) > LEAP_MILLIS;
    smoothed = anew ? offset : smoothed + (offset - smoothed) * WEIGHT;
    millis = Math.round(smoothed);
  }

  /** {@link #UNKNOWN} before the camera has told its time. */
  public long millis() {
    return millis;
  }
}
