package dev.vocostream.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.state.Thinner.Thinned;
import dev.vocostream.state.Thinning.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static final Step TWO_TOKENS = Step.cut(Duration.ofSeconds(10), 2);
  private static final Step ONE_TOKEN = Step.cut(Duration.ofSeconds(20), 1);
  private static final Step EVERY_FIVE = Step.drop(Duration.ofSeconds(30), Duration.ofSeconds(5));
  private static final Step EVERY_TEN = Step.drop(Duration.ofSeconds(60), Duration.ofSeconds(10));
  private static final Step ONE_AT_40 = Step.cut(Duration.ofSeconds(40), 1);
  private static final Thinning ALL =
      new Thinning(List.of(TWO_TOKENS, ONE_TOKEN, EVERY_FIVE, EVERY_TEN));

  @Test
  void aFrameIsCutWhenItIsOlderThanTheStepSays() {
    assertThat(ALL.tokensAt(0, 8)).isEqualTo(8);
    assertThat(ALL.tokensAt(10_000, 8)).isEqualTo(8);
    assertThat(ALL.tokensAt(10_001, 8)).isEqualTo(2);
    assertThat(ALL.tokensAt(20_001, 8)).isEqualTo(1);
    assertThat(ALL.tokensAt(10_001, 1)).isEqualTo(1);
    assertThat(Thinning.NONE.tokensAt(Long.MAX_VALUE, 8)).isEqualTo(8);
  }

  @Test
  void stepsThatDoNotGetOlderOrThinnerAreRefused() {
    assertThatThrownBy(() -> new Thinning(List.of(ONE_TOKEN, TWO_TOKENS)))
        .hasMessage("'after PT10S 2 tokens' must come later than 'after PT20S 1 token'");
    Step asMany = Step.cut(Duration.ofSeconds(11), 2);
    assertThatThrownBy(() -> new Thinning(List.of(TWO_TOKENS, asMany)))
        .hasMessage("'after PT11S 2 tokens' must keep less than 'after PT10S 2 tokens'");
    Step asOften = Step.drop(Duration.ofSeconds(99), Duration.ofSeconds(5));
    assertThatThrownBy(() -> new Thinning(List.of(EVERY_FIVE, ONE_AT_40, asOften)))
        .hasMessage(
            "'after PT1M39S a frame every PT5S' must keep less than"
                + " 'after PT30S a frame every PT5S'");
  }

  @Test
  void aMemoryGetsThinnerWithAge() throws Exception {
    FrameMemory memory = filmed(LongStream.rangeClosed(1, 100));
    Thinned sum = thin(new Thinner(ALL), memory);
    // older than 60 s: before 40; than 30 s: before 70; than 20 s: before 80; than 10 s: before 90
    assertThat(memory.times(0, 49_999))
        .containsExactly(1_000L, 10_000L, 20_000L, 30_000L, 40_000L, 45_000L);
    assertThat(memory.times(50_000, 70_000))
        .containsExactly(50_000L, 55_000L, 60_000L, 65_000L, 70_000L);
    assertThat(memory.times(70_000, 100_000)).hasSize(31);
    assertThat(memory.recall(79_000)).hasSize(1);
    assertThat(memory.recall(80_000)).hasSize(2);
    assertThat(memory.recall(89_000)).hasSize(2);
    assertThat(memory.recall(90_000)).hasSize(8);
    assertThat(memory.thinned(0, 100_000)).containsExactly(new ThinnedSpan(1_000, 69_000));
    assertThat(sum.dropped()).isEqualTo(100 - memory.span().frames());
  }

  @Test
  void whatShowsASceneThatStoodStillStays() throws Exception {
    FrameMemory memory = filmed(LongStream.rangeClosed(1, 2));
    assertThat(memory.extend(new UnchangedSpan(2_000, 3_000, 12_000), 1_000)).isTrue();
    LongStream.rangeClosed(13, 100).forEach(second -> remember(memory, 1_000 * second));
    thin(new Thinner(new Thinning(List.of(EVERY_FIVE))), memory);
    // 2 s shows the scene up to 12 s, so that of 10 to 15 s nothing else has to stay
    assertThat(memory.times(0, 24_999)).containsExactly(1_000L, 2_000L, 15_000L, 20_000L);
    assertThat(memory.unchanged(3_000, 12_000)).hasSize(1);
    assertThat(memory.thinned(0, 99_999)).containsExactly(new ThinnedSpan(12_000, 69_000));
    assertThat(thin(new Thinner(new Thinning(List.of(EVERY_FIVE))), memory).dropped()).isZero();
  }

  @Test
  void beginningAnewItThinsNothingThatIsThin() throws Exception {
    FrameMemory memory = filmed(LongStream.rangeClosed(1, 100));
    thin(new Thinner(ALL), memory);
    List<Long> before = memory.times(0, 100_000);
    assertThat(thin(new Thinner(ALL), memory)).isEqualTo(new Thinned(0, 0));
    assertThat(memory.times(0, 100_000)).isEqualTo(before);
  }

  @Test
  void frameByFrameItIsTheSameAsAtOnce() throws Exception {
    FrameMemory atOnce = filmed(LongStream.rangeClosed(1, 200));
    thin(new Thinner(ALL), atOnce);
    FrameMemory slowly = new InMemoryFrameMemory();
    Thinner thinner = new Thinner(ALL);
    for (long second = 1; second <= 200; second++) {
      slowly.remember(second * 1_000, new byte[8]);
      thinner.thin("yard", slowly, 2_000, ThinningTest::cut);
    }
    assertThat(slowly.times(0, 200_000)).isEqualTo(atOnce.times(0, 200_000));
    assertThat(slowly.span()).isEqualTo(atOnce.span());
    assertThat(slowly.thinned(0, 200_000)).isEqualTo(atOnce.thinned(0, 200_000));
  }

  @Test
  void oneCallLooksAtFewFramesOnly() throws Exception {
    FrameMemory memory = filmed(LongStream.rangeClosed(1, 1_000));
    Thinned once = new Thinner(ALL).thin("yard", memory, 2_000, ThinningTest::cut);
    assertThat(once.cut()).isEqualTo(2 * Thinner.MOST); // by two steps
    assertThat(once.dropped()).isBetween(Thinner.MOST, 2 * Thinner.MOST);
  }

  @Test
  void theNewestFrameIsNeverThinned() throws Exception {
    FrameMemory memory = filmed(LongStream.of(100));
    memory.extend(new UnchangedSpan(100_000, 101_000, 900_000), 2_000);
    assertThat(thin(new Thinner(ALL), memory)).isEqualTo(new Thinned(0, 0));
  }

  private static FrameMemory filmed(LongStream seconds) {
    FrameMemory memory = new InMemoryFrameMemory();
    seconds.forEach(second -> remember(memory, second * 1_000));
    return memory;
  }

  private static void remember(FrameMemory memory, long time) {
    try {
      memory.remember(time, new byte[8]);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Until nothing is left to do. */
  private static Thinned thin(Thinner thinner, FrameMemory memory) throws Exception {
    int cut = 0;
    int dropped = 0;
    for (int call = 0; call < 100; call++) {
      Thinned some = thinner.thin("yard", memory, 2_000, ThinningTest::cut);
      cut += some.cut();
      dropped += some.dropped();
    }
    return new Thinned(cut, dropped);
  }

  /** A byte is a token. */
  private static byte[] cut(long time, byte[] entry, int tokens) {
    return entry.length <= tokens ? entry : Arrays.copyOf(entry, tokens);
  }
}
