package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.answer.ShownFrames.Shown;
import dev.vocostream.state.UnchangedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ShownFramesTest {
  private static final List<UnchangedSpan> UNTIL_5 =
      List.of(new UnchangedSpan(1_000, 1_000, 5_000));

  @Test
  void withoutSpansTheFramesThemselvesAreShown() {
    assertThat(ShownFrames.of(List.of(1L, 7L), List.of(), 0, 9, 1))
        .containsExactly(new Shown(1, 1), new Shown(7, 7));
  }

  @Test
  void aSampleStandsForTheFramesThatShowedNothingNew() {
    assertThat(ShownFrames.of(List.of(1_000L, 6_000L), UNTIL_5, 0, 9_000, 1_000))
        .extracting(Shown::sample)
        .containsExactly(1_000L, 1_000L, 1_000L, 1_000L, 1_000L, 6_000L);
  }

  @Test
  void aWindowInsideASpanIsShownByASampleBeforeIt() {
    assertThat(ShownFrames.of(List.of(), UNTIL_5, 2_500, 4_200, 1_000))
        .containsExactly(new Shown(3_000, 1_000), new Shown(4_000, 1_000));
    assertThat(ShownFrames.of(List.of(), UNTIL_5, 2_100, 2_300, 1_000))
        .containsExactly(new Shown(2_100, 1_000));
  }

  /** All of it would not fit into memory. */
  @Test
  void ofAVeryLongSpanNoMoreIsMadeThanTheWindowShows() {
    List<UnchangedSpan> days = List.of(new UnchangedSpan(0, 0, 1_000_000_000));
    assertThat(ShownFrames.of(List.of(), days, 500_000_000, 500_000_002, 1))
        .extracting(Shown::time)
        .containsExactly(500_000_000L, 500_000_001L, 500_000_002L);
  }

  @Test
  void afterAGapTheFirstUnchangedFrameIsShownToo() {
    List<UnchangedSpan> later = List.of(new UnchangedSpan(1_000, 8_000, 9_000));
    assertThat(ShownFrames.of(List.of(1_000L), later, 0, 9_000, 1_000))
        .extracting(Shown::time)
        .containsExactly(1_000L, 8_000L, 9_000L);
  }

  /** Frames come on time, some show something new: what is shown is as if all had been kept. */
  @Test
  void asManyAreShownAsWereSeenInAnyWindow() {
    long seed = ThreadLocalRandom.current().nextLong();
    System.out.println("shown frames: seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      long period = 1 + random.nextInt(3_000);
      List<Long> seen = new ArrayList<>();
      List<Long> kept = new ArrayList<>();
      List<UnchangedSpan> spans = new ArrayList<>();
      for (long time = period; time <= 40 * period; time += period) {
        seen.add(time);
        if (kept.isEmpty() || random.nextInt(5) == 0) {
          kept.add(time);
        } else {
          long sample = kept.get(kept.size() - 1);
          spans.removeIf(span -> span.sample() == sample);
          spans.add(new UnchangedSpan(sample, sample, time));
        }
      }
      long from = random.nextLong(40 * period);
      long to = from + period + random.nextLong(40 * period);
      List<Shown> shown =
          ShownFrames.of(
              kept.stream().filter(t -> t >= from && t <= to).toList(),
              spans.stream().filter(s -> s.from() <= to && s.to() >= from).toList(),
              from,
              to,
              period);
      assertThat(shown)
          .extracting(Shown::time)
          .isEqualTo(seen.stream().filter(t -> t >= from && t <= to).toList());
      assertThat(shown).allMatch(s -> s.sample() <= s.time() && kept.contains(s.sample()));
    }
  }
}
