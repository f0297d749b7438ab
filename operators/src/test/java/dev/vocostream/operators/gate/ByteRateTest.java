package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ByteRateTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND); // wraps, as it may
  private final ByteRate rate = new ByteRate(1_000, now::get);

  @Test
  void aSecondsWorthMayComeAtOnce() {
    assertThat(rate.nanosAfter(1_000)).isZero();
    assertThat(rate.held()).isZero();
    assertThat(rate.nanosAfter(100)).isEqualTo(SECOND / 10);
    assertThat(rate.held()).isEqualTo(100);
  }

  @Test
  void whoKeepsToTheRateNeverWaits() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(rate.nanosAfter(100)).isZero();
      now.addAndGet(SECOND / 10);
    }
  }

  @Test
  void whoFloodsPassesAtTheRate() {
    long begun = now.get();
    for (int i = 0; i < 100; i++) {
      now.addAndGet(rate.nanosAfter(500));
    }
    assertThat(now.get() - begun).isEqualTo(49 * SECOND);
    assertThat(rate.held()).isEqualTo(98 * 500);
  }

  @Test
  void quietTimeIsNotSavedForLater() {
    now.addAndGet(100 * SECOND);
    assertThat(rate.nanosAfter(2_000)).isEqualTo(SECOND);
  }

  @Test
  void nobodyWaitsWhenItIsClosed() throws Exception {
    ByteRate slow = new ByteRate(1);
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> slow.passed(1_000_000));
    slow.close();
    waiting.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aRateIsPositive() {
    assertThatThrownBy(() -> new ByteRate(0)).hasMessageContaining("must be positive, were 0");
  }
}
