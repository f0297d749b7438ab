package dev.vocostream.operators.decode.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WallClockTest {
  private final AtomicLong wall = new AtomicLong(10_000);
  private final AtomicLong nanos = new AtomicLong(77);

  private WallClock clock(long notBefore) {
    return new WallClock(() -> Instant.ofEpochMilli(wall.get()), nanos::get, notBefore);
  }

  private void pass(long millis) {
    wall.addAndGet(millis);
    nanos.addAndGet(millis * 1_000_000);
  }

  @Test
  void runsWithTheWallClock() {
    WallClock clock = clock(Long.MIN_VALUE);
    pass(1500);
    assertThat(clock.millis()).isEqualTo(11_500);
  }

  @Test
  void doesNotGoBackWithIt() {
    WallClock clock = clock(Long.MIN_VALUE);
    wall.addAndGet(-5000);
    pass(100);
    assertThat(clock.millis()).isEqualTo(10_100);
    WallClock next = clock(clock.millis());
    pass(100);
    assertThat(next.millis()).as("a connection later").isEqualTo(10_200);
  }

  @Test
  void leapsForwardWithIt() {
    WallClock clock = clock(Long.MIN_VALUE);
    wall.addAndGet(60_000);
    assertThat(clock.millis()).isEqualTo(70_000);
    pass(40);
    assertThat(clock.millis()).isEqualTo(70_040);
  }
}
