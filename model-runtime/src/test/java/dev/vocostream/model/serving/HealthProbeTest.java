package dev.vocostream.model.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private static final HealthRule RULE = HealthRule.STANDARD;

  private final List<CompletableFuture<Void>> calls = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private long completed;

  private final HealthProbe probe =
      new HealthProbe(RULE, this::call, () -> completed, why -> ends.add(why));

  @AfterEach
  void close() {
    probe.close();
  }

  @Test
  void itAsksEveryTenSecondsAndGivesUpAfterThreeMisses() {
    assertThat(RULE).isEqualTo(new HealthRule(Duration.ofSeconds(7), 3));
    assertThatThrownBy(() -> new HealthRule(Duration.ZERO, 3))
        .hasMessage("period and misses must be positive, were PT0S and 3");
  }

  @Test
  void aDeviceThatAnswersIsAskedAgainAndAgain() {
    for (int period = 0; period < 10; period++) {
      probe.tick();
      last().complete(null);
    }
    assertThat(calls).hasSize(10);
    assertThat(ends).isEmpty();
  }

  @Test
  void aCallThatStaysOutForThreePeriodsEndsTheProcessOnce() {
    probe.tick(); // asks
    probe.tick();
    probe.tick();
    assertThat(ends).isEmpty();
    probe.tick();
    probe.tick();
    assertThat(calls).hasSize(1);
    assertThat(ends)
        .containsExactly(
            "the device gave no answer in 3 periods of PT7S; the last call is still out");
  }

  @Test
  void threeFailedCallsInARowEndTheProcess() {
    for (int period = 0; period < 3; period++) {
      probe.tick();
      last().completeExceptionally(new RuntimeException("CUDA error"));
    }
    assertThat(ends).isEmpty();
    probe.tick();
    assertThat(ends)
        .containsExactly("the device gave no answer in 3 periods of PT7S; the last call failed");
  }

  @Test
  void oneAnswerMakesTwoMissesGood() {
    probe.tick();
    probe.tick();
    probe.tick();
    last().complete(null);
    probe.tick(); // answered at last, asks again
    probe.tick();
    probe.tick();
    assertThat(calls).hasSize(2);
    assertThat(ends).isEmpty();
    probe.tick();
    assertThat(ends).hasSize(1);
  }

  @Test
  void aModelThatIsBusyWithOtherWorkIsNotLost() {
    probe.tick();
    for (int period = 0; period < 10; period++) {
      completed++;
      probe.tick();
    }
    assertThat(calls).hasSize(1);
    assertThat(ends).isEmpty();
  }

  @Test
  void aCallThatCannotBeMadeIsAMiss() {
    try (HealthProbe refusing =
        new HealthProbe(
            new HealthRule(Duration.ofSeconds(10), 1),
            () -> {
              throw new IllegalStateException("refused");
            },
            () -> 0,
            ends::add)) {
      refusing.tick();
      refusing.tick();
    }
    assertThat(ends).hasSize(1);
  }

  @Test
  void nothingEndsAfterItIsClosed() {
    probe.tick();
    probe.close();
    for (int period = 0; period < 5; period++) {
      probe.tick();
    }
    assertThat(ends).isEmpty();
  }

  @Test
  void theClockTicksByItself() throws InterruptedException {
    CountDownLatch halted = new CountDownLatch(1);
    try (HealthProbe running =
        new HealthProbe(
                new HealthRule(Duration.ofMillis(1), 3),
                CompletableFuture::new,
                () -> 0,
                why -> halted.countDown())
            .start()) {
      assertThat(halted.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private CompletableFuture<Void> call() {
    calls.add(new CompletableFuture<>());
    return last();
  }

  private CompletableFuture<Void> last() {
    return calls.get(calls.size() - 1);
  }
}
