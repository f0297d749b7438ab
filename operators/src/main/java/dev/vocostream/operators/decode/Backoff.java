package dev.vocostream.operators.decode;

import java.time.Duration;

/**
 * How long to wait before a camera is tried again: doubling from {@code first} to {@code most},
 * spread by a fifth to either side so that cameras that failed together do not return together.
 */
record Backoff(Duration first, Duration most) {
  static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  /**
   * @param failures in a row so far, at least 1
   * @param chance uniform in [0, 1)
   */
  Duration after(int failures, double chance) {
    int doublings = Math.min(failures - 1, 30);
    long millis = Math.min(most.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(Math.round(millis * (0.8 + 0.4 * chance)));
  }
}
