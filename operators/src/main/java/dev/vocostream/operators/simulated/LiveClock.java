package dev.vocostream.operators.simulated;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When which picture is shown. All who look at a camera share its clock, so they see the same
 * picture at the same time.
 */
final class LiveClock {
  private final double fps;
  private final long startNanos = System.nanoTime();
  private final Instant startedAt = Instant.now();

  /** Starts now with picture 0. */
  LiveClock(double fps) {
    this.fps = fps;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** The picture that is due next. */
  long next() {
    return (long) Math.ceil((System.nanoTime() - startNanos) / 1e9 * fps);
  }

  /** Nanoseconds from the start to picture {@code number}. */
  long nanosTo(long number) {
    return (long) (number / fps * 1e9);
  }

  void awaitDue(long number) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(startNanos + nanosTo(number) - System.nanoTime());
  }
}
