package dev.vocostream.operators.decode;

import java.util.OptionalLong;

/**
 * When the offset of a camera's clock is said: as soon as it is known, and again where it has moved
 * by a quarter of a second, but not sooner than ten seconds after, whatever the camera claims.
 */
final class ClockNews {
  private static final long MOVED_MILLIS = 250;
  private static final long QUIET_MILLIS = 10_000;

  private Long said;
  private long saidAt = Long.MIN_VALUE;

  /**
   * Whether it is to be said now, which then counts as done.
   *
   * @param now epoch milliseconds
   */
  boolean isNews(OptionalLong offset, long now) {
    boolean moved =
        offset.isPresent() && (said == null || Math.abs(offset.getAsLong() - said) >= MOVED_MILLIS);
    boolean quiet = saidAt == Long.MIN_VALUE || now - saidAt >= QUIET_MILLIS;
    if (moved && quiet) {
      said = offset.getAsLong();
      saidAt = now;
    }
    return moved && quiet;
  }

  /** The camera went away: what it says when it is back is news, in its time. */
  void forget() {
    said = null;
  }
}
