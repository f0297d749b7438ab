package dev.vocostream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every memory keeps to, wherever it keeps its frames. */
public abstract class FrameMemoryContract {
  private static final Retention ROOMY = new Retention(Duration.ofHours(1), 1000, 1 << 20);

  /** An empty memory. */
  protected abstract FrameMemory memory() throws Exception;

  @Test
  void recallsOldestFirstWhateverTheOrderOfArrival() throws Exception {
    FrameMemory memory = memory();
    for (long time : new long[] {300, 5, 70_000, 256, 255, 1_700_000_000_000L}) {
      memory.remember(time, bytes(time));
    }
    assertThat(memory.times(0, Long.MAX_VALUE))
        .containsExactly(5L, 255L, 256L, 300L, 70_000L, 1_700_000_000_000L);
  }

  @Test
  void includesBothEndsOfAWindow() throws Exception {
    FrameMemory memory = holding(1, 2, 3, 4, 5);
    assertThat(memory.times(2, 4)).containsExactly(2L, 3L, 4L);
    assertThat(memory.times(4, 2)).isEmpty();
    assertThat(memory.times(6, 9)).isEmpty();
  }

  @Test
  void returnsTheBytesItWasGiven() throws Exception {
    FrameMemory memory = memory();
    memory.remember(7, bytes(7));
    assertThat(memory.recall(7)).isEqualTo(bytes(7));
    assertThat(memory.recall(8)).isNull();
  }

  @Test
  void replacesAFrameOfTheSameTimeAndCountsItOnce() throws Exception {
    FrameMemory memory = memory();
    memory.remember(7, new byte[100]);
    memory.remember(7, new byte[40]);
    assertThat(memory.recall(7)).hasSize(40);
    assertThat(memory.span()).isEqualTo(new MemorySpan(7L, 7L, 1, 40, null));
  }

  @Test
  void erasedItIsAsIfItHadNeverRemembered() throws Exception {
    FrameMemory memory = holding(1, 2, 3, 4, 5);
    memory.forgetBeyond(new Retention(Duration.ofHours(1), 3, 1 << 20));
    memory.erase();
    assertThat(memory.span()).isEqualTo(new MemorySpan(null, null, 0, 0, null));
    assertThat(memory.times(0, Long.MAX_VALUE)).isEmpty();
    assertThat(memory.recall(5)).isNull();
    memory.remember(2, bytes(2));
    assertThat(memory.times(0, Long.MAX_VALUE)).containsExactly(2L);
  }

  @Test
  void forgetsByAgeAgainstTheNewestFrame() throws Exception {
    FrameMemory memory = memory();
    for (long time = 0; time <= 10_000; time += 1_000) {
      memory.remember(time, bytes(time));
    }
    int forgotten = memory.forgetBeyond(new Retention(Duration.ofSeconds(3), 1000, 1 << 20));
    assertThat(forgotten).isEqualTo(7);
    assertThat(memory.times(0, 10_000)).containsExactly(7_000L, 8_000L, 9_000L, 10_000L);
    assertThat(memory.recall(6_000)).isNull();
    assertThat(memory.span().forgottenTo()).isEqualTo(6_000L);
  }

  @Test
  void forgetsByNumberOfFrames() throws Exception {
    FrameMemory memory = holding(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    memory.forgetBeyond(new Retention(Duration.ofHours(1), 4, 1 << 20));
    assertThat(memory.times(0, 10)).containsExactly(7L, 8L, 9L, 10L);
  }

  @Test
  void forgetsByBytes() throws Exception {
    FrameMemory memory = memory();
    for (long time = 1; time <= 10; time++) {
      memory.remember(time, new byte[100]);
    }
    memory.forgetBeyond(new Retention(Duration.ofHours(1), 1000, 350));
    assertThat(memory.span()).isEqualTo(new MemorySpan(8L, 10L, 3, 300, 7L));
  }

  @Test
  void neverForgetsTheNewestFrame() throws Exception {
    FrameMemory memory = memory();
    memory.remember(1, new byte[5000]);
    assertThat(memory.forgetBeyond(new Retention(Duration.ofMillis(1), 1, 1))).isZero();
    assertThat(memory.times(0, 10)).containsExactly(1L);
  }

  @Test
  void forgetsWhatWasSeenBeforeATimeAlsoTheNewestFrame() throws Exception {
    FrameMemory memory = holding(1_000, 2_000, 3_000, 4_000, 5_000);
    memory.drop(4_000, 2_000);
    memory.extend(new UnchangedSpan(5_000, 6_000, 8_000), 2_000);
    assertThat(memory.forgetBefore(2_000)).isEqualTo(1);
    assertThat(memory.times(0, 9_000)).containsExactly(2_000L, 3_000L, 5_000L);
    assertThat(memory.forgetBefore(8_000)).isEqualTo(2);
    assertThat(memory.times(0, 9_000)).containsExactly(5_000L);
    assertThat(memory.forgetBefore(8_001)).isEqualTo(1);
    assertThat(memory.span()).isEqualTo(new MemorySpan(null, null, 0, 0, 8_000L));
    assertThat(memory.recall(5_000)).isNull();
    assertThat(memory.unchanged(0, 9_000)).isEmpty();
    assertThat(memory.thinned(0, 9_000)).isEmpty();
    assertThat(memory.forgetBefore(9_999)).isZero();
  }

  @Test
  void theSceneStaysAsTheNewestFrameShowsIt() throws Exception {
    FrameMemory memory = memory();
    memory.remember(1_000, bytes(1));
    assertThat(memory.extend(new UnchangedSpan(1_000, 2_000, 3_000), 2_000)).isTrue();
    assertThat(memory.extend(new UnchangedSpan(1_000, 4_000, 5_000), 2_000)).isTrue();
    assertThat(memory.extend(new UnchangedSpan(1_000, 9_000, 9_500), 2_000)).isTrue(); // a gap
    assertThat(memory.extend(new UnchangedSpan(1_000, 10_000, 11_000), 2_000)).isTrue();
    assertThat(memory.span().validTo()).isEqualTo(11_000);
    assertThat(memory.unchanged(5_000, 9_000))
        .containsExactly(
            new UnchangedSpan(1_000, 1_000, 5_000), new UnchangedSpan(1_000, 9_000, 11_000));
    assertThat(memory.unchanged(5_001, 8_999)).isEmpty();
  }

  @Test
  void onlyTheNewestFrameCanBeExtended() throws Exception {
    FrameMemory memory = memory();
    assertThat(memory.extend(new UnchangedSpan(1, 2, 3), 9)).isFalse();
    memory.remember(1, bytes(1));
    memory.remember(5, bytes(5));
    assertThat(memory.extend(new UnchangedSpan(1, 2, 3), 9)).isFalse();
    assertThat(memory.unchanged(0, 9)).isEmpty();
    assertThat(memory.span().validTo()).isEqualTo(5);
  }

  @Test
  void aFrameIsForgottenOnlyWhenTheSceneHasLongLookedDifferent() throws Exception {
    FrameMemory memory = memory();
    Retention threeSeconds = new Retention(Duration.ofSeconds(3), 1000, 1 << 20);
    memory.remember(0, bytes(0));
    memory.extend(new UnchangedSpan(0, 1_000, 9_000), 2_000);
    memory.remember(10_000, bytes(10));
    memory.extend(new UnchangedSpan(10_000, 11_000, 12_000), 2_000);
    assertThat(memory.forgetBeyond(threeSeconds)).isZero();
    memory.remember(12_500, bytes(12));
    assertThat(memory.forgetBeyond(threeSeconds)).isEqualTo(1);
    assertThat(memory.times(0, 99_000)).containsExactly(10_000L, 12_500L);
    assertThat(memory.unchanged(0, 99_000))
        .containsExactly(new UnchangedSpan(10_000, 10_000, 12_000));
    assertThat(memory.span().forgottenTo()).isEqualTo(9_000);
  }

  @Test
  void aFrameThatIsDroppedWasSeen() throws Exception {
    FrameMemory memory = holding(1_000, 2_000, 3_000, 4_000, 5_000, 6_000);
    memory.drop(2_000, 2_000);
    memory.drop(3_000, 2_000);
    memory.drop(5_000, 2_000); // 4,000 stays
    assertThat(memory.times(0, 9_000)).containsExactly(1_000L, 4_000L, 6_000L);
    assertThat(memory.recall(2_000)).isNull();
    assertThat(memory.span()).isEqualTo(new MemorySpan(1_000L, 6_000L, 3, 30, null));
    assertThat(memory.thinned(4_500, 4_600)).containsExactly(new ThinnedSpan(1_000, 5_000));
    assertThat(memory.thinned(0, 999)).isEmpty();
    assertThat(memory.thinned(5_001, 9_000)).isEmpty();
    assertThat(memory.after(1_000)).isEqualTo(4_000);
    assertThat(memory.before(4_000)).isEqualTo(1_000);
    assertThat(memory.after(6_000)).isNull();
    assertThat(memory.before(1_000)).isNull();
  }

  @Test
  void whatIsDroppedHidesNoGap() throws Exception {
    FrameMemory memory = holding(1_000, 2_000, 9_000, 10_000, 11_000, 20_000, 21_000, 22_000);
    for (long time : new long[] {2_000, 10_000, 11_000, 21_000}) {
      memory.drop(time, 2_000);
    }
    assertThat(memory.thinned(0, 99_000))
        .containsExactly(
            new ThinnedSpan(1_000, 2_000),
            new ThinnedSpan(9_000, 11_000),
            new ThinnedSpan(20_000, 21_000));
  }

  @Test
  void unchangedSpansOfAFrameThatIsDroppedWereSeenToo() throws Exception {
    FrameMemory memory = memory();
    memory.remember(1_000, bytes(1));
    memory.remember(2_000, bytes(2));
    memory.extend(new UnchangedSpan(2_000, 3_000, 5_000), 2_000);
    memory.extend(new UnchangedSpan(2_000, 9_000, 9_500), 2_000); // after a gap
    memory.remember(10_000, bytes(10));
    memory.remember(11_000, bytes(11));
    memory.drop(2_000, 2_000);
    memory.drop(10_000, 2_000);
    assertThat(memory.unchanged(0, 99_000)).isEmpty();
    assertThat(memory.thinned(0, 99_000))
        .containsExactly(new ThinnedSpan(1_000, 5_000), new ThinnedSpan(9_000, 10_000));
  }

  @Test
  void aGapInWhatTheFrameBeforeShowsStaysOne() throws Exception {
    FrameMemory memory = memory();
    memory.remember(1_000, bytes(1));
    memory.extend(new UnchangedSpan(1_000, 8_000, 9_000), 2_000); // after a gap
    memory.remember(10_000, bytes(10));
    memory.remember(11_000, bytes(11));
    memory.drop(10_000, 2_000);
    assertThat(memory.thinned(0, 99_000)).containsExactly(new ThinnedSpan(9_000, 10_000));
    assertThat(memory.unchanged(0, 99_000)).containsExactly(new UnchangedSpan(1_000, 8_000, 9_000));
  }

  @Test
  void thinnedSpansAreForgottenWithTheFramesAroundThem() throws Exception {
    FrameMemory memory = holding(1_000, 2_000, 3_000, 9_000, 10_000, 11_000);
    memory.drop(2_000, 2_000);
    memory.drop(10_000, 2_000);
    memory.forgetBeyond(new Retention(Duration.ofSeconds(2), 1000, 1 << 20));
    assertThat(memory.thinned(0, 99_000)).containsExactly(new ThinnedSpan(9_000, 10_000));
    memory.erase();
    assertThat(memory.thinned(0, 99_000)).isEmpty();
  }

  @Test
  void anEmptyMemoryHasNoSpan() throws Exception {
    assertThat(memory().span()).isEqualTo(new MemorySpan(null, null, 0, 0, null));
    assertThat(memory().forgetBeyond(ROOMY)).isZero();
  }

  /** Frames of these times, of ten bytes each. */
  private FrameMemory holding(long... times) throws Exception {
    FrameMemory memory = memory();
    for (long time : times) {
      memory.remember(time, new byte[10]);
    }
    return memory;
  }

  private static byte[] bytes(long time) {
    return java.nio.ByteBuffer.allocate(16).putLong(time).array();
  }
}
