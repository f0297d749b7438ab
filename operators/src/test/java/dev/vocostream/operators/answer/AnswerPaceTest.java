package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerPaceTest {
  private final AnswerPace pace = new AnswerPace();

  @Test
  void triesEveryQuestionWhileNothingIsKnown() {
    assertThat(pace.isInTime(1_000, 0, 1)).isTrue();
  }

  @Test
  void asksOnlyForWhatIsAnsweredInTimeBehindTheOthers() {
    answerEvery(200);
    assertThat(pace.isInTime(4, 0, 1_200)).isTrue();
    assertThat(pace.isInTime(4, 0, 1_199)).isFalse();
    assertThat(pace.isInTime(1, 0, 600)).isTrue();
  }

  @Test
  void answersThatComeTogetherShareTheirTime() {
    pace.asked(0, 0);
    for (int i = 0; i < 16; i++) {
      pace.answered(320);
    }
    assertThat(pace.isInTime(30, 0, 640)).isTrue();
  }

  @Test
  void timeInWhichNobodyWaitedCountsNot() {
    answerEvery(200);
    pace.asked(0, 1_000_000);
    pace.answered(1_000_200);
    assertThat(pace.isInTime(1, 0, 600)).isTrue();
  }

  @Test
  void theOnlyQuestionIsAlwaysTried() {
    answerEvery(60_000);
    assertThat(pace.isInTime(0, 0, 1)).isTrue();
    assertThat(pace.isInTime(1, 0, 10_000)).isFalse();
  }

  @Test
  void forgetsABadTime() {
    answerEvery(60_000);
    answerEvery(100);
    assertThat(pace.isInTime(1, 0, 300)).isTrue();
  }

  @Test
  void aClockThatIsPutBackIsNoGain() {
    pace.asked(0, 1_000);
    pace.answered(500);
    pace.answered(700);
    assertThat(pace.isInTime(1, 0, 300)).isTrue();
    assertThat(pace.isInTime(1, 0, 299)).isFalse();
  }

  private void answerEvery(long millis) {
    pace.asked(0, 0);
    for (int i = 1; i <= 16; i++) {
      pace.answered(i * millis);
    }
  }
}
