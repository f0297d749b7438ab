package dev.vocostream.operators.decode;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands until it is moved. */
final class ManualClock implements InstantSource {
  private final AtomicLong millis;

  ManualClock(long start) {
    millis = new AtomicLong(start);
  }

  void advance(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }
}
