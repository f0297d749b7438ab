package dev.vocostream.job.console;

import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many events in any minute; the clock is the caller's. */
final class RateLimit {
  private static final long MINUTE_MILLIS = 60_000;

  private final int perMinute;
  private final Deque<Long> taken = new ArrayDeque<>();

  RateLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Whether one more is allowed at {@code nowMillis}; one that is not allowed is not counted. */
  synchronized boolean allows(long nowMillis) {
    if (!hasRoom(nowMillis)) {
      return false;
    }
    taken.addLast(nowMillis);
    return true;
  }

  /** Whether one more would be allowed; counts nothing. */
  synchronized boolean hasRoom(long nowMillis) {
    while (!taken.isEmpty() && taken.peekFirst() <= nowMillis - MINUTE_MILLIS) {
      taken.removeFirst();
    }
    return taken.size() < perMinute;
  }
}
