package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.operators.CameraQuestion;
import dev.vocostream.operators.Question;
import dev.vocostream.operators.Question.Window;
import dev.vocostream.operators.answer.GapRule.Known;
import dev.vocostream.operators.answer.PendingQuestions.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RulesTest {
  @Nested
  class WindowRuleTest {
    @Test
    void withoutAWindowAllOfTheMemoryIsRead() {
      assertThat(WindowRule.resolve(null, 10_000L, 90_000))
          .isEqualTo(new WindowRule(10_000, 90_000));
      assertThat(WindowRule.resolve(null, null, 500)).isEqualTo(new WindowRule(500, 500));
    }

    @Test
    void theLastTwentySecondsCountFromTheCamerasNow() {
      assertThat(WindowRule.resolve(new Window(20_000L, null, null), 10_000L, 90_000))
          .isEqualTo(new WindowRule(70_000, 90_000));
    }

    @Test
    void onlyAFixedEndCanBeAheadOfTheClock() {
      Window fixed = new Window(null, 80_000L, 90_001L);
      assertThat(pending(fixed, 90_001).isAhead(90_000L)).isTrue();
      assertThat(pending(fixed, 90_000).isAhead(90_000L)).isFalse();
      assertThat(pending(fixed, 90_001).isAhead(null)).isTrue();
      assertThat(pending(null, 99).isAhead(null)).isFalse();
    }

    private Place pending(Window window, long to) {
      return Place.of(new PendingQuestion(asked(window, null), 80_000, to, 0));
    }
  }

  @Nested
  class GapRuleTest {
    private final GapRule rule = GapRule.at(1);

    @Test
    void threePeriodsAreNoGapYet() {
      assertThat(rule.missing(List.of(1_000L, 4_000L), 0, 5_000)).isEmpty();
      assertThat(rule.missing(List.of(1_000L, 4_001L), 0, 5_000))
          .containsExactly(new Gap(1_000, 4_001, "missing"));
    }

    @Test
    void theEndsOfTheWindowCount() {
      assertThat(rule.missing(List.of(5_000L), 0, 10_000))
          .containsExactly(new Gap(0, 5_000, "missing"), new Gap(5_000, 10_000, "missing"));
    }

    @Test
    void aWindowWithoutFramesIsOneGap() {
      assertThat(rule.missing(List.of(), 0, 10_000)).containsExactly(new Gap(0, 10_000, "missing"));
    }

    @Test
    void aSpanOrARecordedGapIsNoMissingOneWhateverTheyOverlap() {
      List<Known> known =
          List.of(new Known(4_000, 4_000), new Known(0, 20_000), new Known(15_000, 30_000));
      assertThat(rule.unknown(known, 2_000, 40_000))
          .containsExactly(new Gap(30_000, 40_000, "missing"));
      assertThat(rule.unknown(known, 2_000, 25_000)).isEmpty();
    }

    @Test
    void aFastCameraMayStillBreatheForTwoSeconds() {
      assertThat(GapRule.at(25).longestMillis()).isEqualTo(2_000);
      assertThat(GapRule.at(0.1).longestMillis()).isEqualTo(30_000);
    }

    @Test
    void theLongestHundredAreStatedInOrder() {
      List<Long> times = LongStream.range(0, 300).mapToObj(i -> i * i * 100).toList();
      assertThat(GapRule.longestOf(rule.missing(times, 0, 299 * 299 * 100)))
          .hasSize(100)
          .isSortedAccordingTo(Comparator.comparingLong(Gap::from))
          .last()
          .isEqualTo(new Gap(298 * 298 * 100, 299 * 299 * 100, "missing"));
    }
  }

  @Nested
  class DeadlineRuleTest {
    private final DeadlineRule rule =
        new DeadlineRule(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofHours(1));

    @Test
    void countsFromTheArrival() {
      assertThat(rule.deadlineOf(asked(new Window(5_000L, null, null), null))).isEqualTo(11_000);
    }

    @Test
    void countsFromTheEndOfALaterWindow() {
      assertThat(rule.deadlineOf(asked(new Window(null, 0L, 60_000L), null))).isEqualTo(70_000);
    }

    @Test
    void theAskersOwnDeadlineHolds() {
      assertThat(rule.deadlineOf(asked(new Window(null, 0L, 60_000L), 3_000L))).isEqualTo(3_000);
    }

    @Test
    void noQuestionWaitsForEver() {
      long year9999 = 253_370_764_800_000L;
      assertThat(rule.deadlineOf(asked(null, year9999))).isEqualTo(1_000 + 3_600_000);
      assertThat(rule.deadlineOf(asked(new Window(null, 0L, year9999), null)))
          .isEqualTo(1_000 + 3_600_000);
    }

    @Test
    void leavesTimeToAnswer() {
      assertThat(rule.waitUntil(70_000)).isEqualTo(68_000);
    }

    @Test
    void refusesToReserveMoreThanThereIs() {
      assertThatThrownBy(
              () ->
                  new DeadlineRule(
                      Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofHours(1)))
          .hasMessage("answer.patience must be longer than answer.reserve, was PT1S and PT2S");
    }
  }

  private static CameraQuestion asked(Window window, Long deadline) {
    Question question =
        new Question("q", List.of("yard"), "?", window, false, List.of(), 8, deadline);
    return new CameraQuestion("yard", question, 1_000);
  }
}
