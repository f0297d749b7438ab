package dev.vocostream.model.serving;

import java.time.Duration;

/**
 * When a device that does not answer is lost.
 *
 * @param period how often it is asked; it must answer within the same time
 * @param misses so many times in a row without an answer, and it is lost
 */
record HealthRule(Duration period, int misses) {
  /** A device that hangs right after an answer is lost in the fourth period, within 30 s. */
  static final HealthRule STANDARD = new HealthRule(Duration.ofSeconds(7), 3);

  HealthRule {
    if (period.isNegative() || period.isZero() || misses < 1) {
      throw new IllegalArgumentException(
          "period and misses must be positive, were %s and %d".formatted(period, misses));
    }
  }

  /** Misses in a row after a further period. */
  int missesAfter(int before, boolean answered) {
    return answered ? 0 : before + 1;
  }

  boolean isLost(int missesInARow) {
    return missesInARow >= misses;
  }
}
