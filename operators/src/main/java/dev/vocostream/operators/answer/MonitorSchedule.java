package dev.vocostream.operators.answer;

import dev.vocostream.operators.Monitor;

/**
 * When a monitor is due, on its camera's clock: with the first frame of each slot. Slots are
 * multiples of {@code everyMillis} since 1970, so that monitors of 5 s and of 10 s fall due with
 * the same frame, and can share what is read for them.
 *
 * <pre>
 *   frames       | x   x   x |   x   x   | x   x   x |
 *   every 5 s    | due       |   due     | due       |
 *   every 10 s   | due       |           | due       |
 * </pre>
 *
 * A camera without frames has nothing to look at, and nothing is due.
 *
 * @param everyMillis length of a slot; 0: every frame is due
 * @param until epoch milliseconds, inclusive; {@link Long#MAX_VALUE} for no end
 */
record MonitorSchedule(long everyMillis, long until) {
  /** A time before every frame. */
  static final long AT_ONCE = Long.MIN_VALUE;

  static MonitorSchedule of(Monitor monitor) {
    return new MonitorSchedule(
        monitor.everyMillis(), monitor.until() == null ? Long.MAX_VALUE : monitor.until());
  }

  /** Whether the camera's clock has come to a moment that is not looked at any more. */
  boolean isOver(long clock) {
    return clock > until;
  }

  /**
   * From which moment on a frame concerns this monitor, be it that it is due or that it is over.
   *
   * @param last when a frame did before; null if none has
   * @return epoch milliseconds; {@link #AT_ONCE}, or {@link Long#MAX_VALUE} for never
   */
  long next(Long last) {
    if (last == null) {
      return AT_ONCE;
    }
    if (isOver(last)) {
      return Long.MAX_VALUE;
    }
    long slot = everyMillis == 0 ? last + 1 : (Math.floorDiv(last, everyMillis) + 1) * everyMillis;
    return until == Long.MAX_VALUE ? slot : Math.min(slot, until + 1);
  }
}
