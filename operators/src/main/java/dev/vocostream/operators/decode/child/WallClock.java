package dev.vocostream.operators.decode.child;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The wall clock as frame times need it: it never goes back. It begins at the wall clock, or after
 * {@code notBefore} if that is later, runs on with the time that passes, and leaps forward only if
 * the wall clock was set forward. If the wall clock was set back, frame times are ahead of it from
 * then on, rather than standing still until it has caught up.
 */
public final class WallClock {
  private static final long MOST_BEHIND_MILLIS = 2000;

  // -- configuration
  private final InstantSource wall;
  private final LongSupplier nanos;

  // -- runtime
  private long base;
  private long baseNanos;

  /**
   * @param notBefore epoch ms; {@code Long.MIN_VALUE}: no bound
   */
  public static WallClock system(long notBefore) {
    return new WallClock(InstantSource.system(), System::nanoTime, notBefore);
  }

  WallClock(InstantSource wall, LongSupplier nanos, long notBefore) {
    this.wall = wall;
    this.nanos = nanos;
    this.base = Math.max(wall.millis(), notBefore);
    this.baseNanos = nanos.getAsLong();
  }

  /** Epoch ms. */
  public long millis() {
    long now = base + (nanos.getAsLong() - baseNanos) / 1_000_000;
    long said = wall.millis();
    if (said - now > MOST_BEHIND_MILLIS) {
      base = said;
      baseNanos = nanos.getAsLong();
      return said;
    }
    return now;
  }
}
