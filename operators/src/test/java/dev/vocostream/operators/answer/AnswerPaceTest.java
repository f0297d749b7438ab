package dev.vocostream.operators.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerPaceTest {
  private final AnswerPace pace = new AnswerPace();

  @Test
  void triesEveryQuestionWhileNothingIsKnown() {
    assertThat(pace.isInTime(1_000, 8, 0, 1)).isTrue();
  }

  @Test
  void asksOnlyForWhatIsAnsweredInTimeBehindTheOthers() {
    pace.returned(8, 8, 0, 1_800);
    pace.returned(19, 8, 0, 4_100);
    pace.returned(24, 8, 0, 5_000);
    assertThat(pace.isInTime(20, 8, 5_000, 9_100)).isTrue();
    assertThat(pace.isInTime(20, 8, 5_000, 9_099)).isFalse();
    assertThat(pace.isInTime(24, 8, 5_000, 9_099)).isFalse();
    assertThat(pace.isInTime(5, 8, 5_000, 5_001)).as("nothing is known").isTrue();
  }

  @Test
  void oneLongAnswerHasNoShortOnesRefused() {
    pace.returned(4, 8, 8_700, 9_000);
    pace.returned(5, 8, 0, 9_000);
    assertThat(pace.isInTime(5, 8, 9_000, 9_300)).isTrue();
    assertThat(pace.isInTime(5, 8, 9_000, 9_299)).isFalse();
  }

  @Test
  void longAnswersSayNothingOfShortOnes() {
    pace.returned(5, 128, 0, 9_000);
    assertThat(pace.isInTime(5, 127, 9_000, 9_001)).isTrue();
    assertThat(pace.isInTime(5, 128, 9_000, 9_001)).isFalse();
    assertThat(pace.isInTime(5, 512, 9_000, 9_001)).isFalse();
  }

  @Test
  void fewSayNothingOfHowLongTwiceAsManyTake() {
    pace.returned(0, 8, 0, 9_000);
    pace.returned(15, 8, 0, 9_000);
    assertThat(pace.isInTime(31, 8, 9_000, 9_001)).isTrue();
    assertThat(pace.isInTime(30, 8, 9_000, 9_001)).isFalse();
  }

  @Test
  void theOnlyQuestionIsAlwaysTried() {
    pace.returned(0, 8, 0, 60_000);
    pace.returned(1, 8, 0, 60_000);
    assertThat(pace.isInTime(1, 8, 60_000, 70_000)).isFalse();
    assertThat(pace.isInTime(0, 8, 60_000, 60_001)).isTrue();
  }

  @Test
  void forgetsABadTimeAfterAWhile() {
    pace.returned(3, 8, 0, 60_000);
    assertThat(pace.isInTime(3, 8, 65_000, 70_000)).isFalse();
    assertThat(pace.isInTime(3, 8, 65_001, 70_000)).isTrue();
  }

  @Test
  void forgetsAGoodTimeOverSixteenBadAnswers() {
    pace.returned(3, 8, 8_900, 9_000);
    for (int i = 0; i < 16; i++) {
      assertThat(pace.isInTime(3, 8, 9_000, 10_000)).isTrue();
      pace.returned(3, 8, 0, 9_000);
    }
    assertThat(pace.isInTime(3, 8, 9_000, 10_000)).isFalse();
  }
}
