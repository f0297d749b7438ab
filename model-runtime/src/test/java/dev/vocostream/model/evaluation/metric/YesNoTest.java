package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YesNoTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "No | NO",
        "No, there is none | NO",
        "There is not | NO",
        "there is no dog. Yes. | NO",
        // only the first sentence counts
        "Yes. There is no dog | YES",
        // words are those between blanks, in this case only
        "NO | YES",
        "Nothing | YES",
        "isn't | YES",
        "no! | YES",
        "None | YES",
        ".no | YES",
        "~~ | YES",
      })
  void readsNoAsPopeDoes(String text, YesNoAnswer expected) {
    assertThat(YesNoAnswer.ofPope(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Yes | YES",
        "no | NO",
        "No, it is | NO",
        "yes, no | YES",
        // in the first four characters anywhere, yes before no
        "eyes | YES",
        "know | NO",
        "none | NO",
        // behind them it does not count
        "It is yes | OTHER",
        "Ok, no | OTHER",
        "~~ | OTHER",
      })
  void readsYesAndNoAsMmeDoes(String text, YesNoAnswer expected) {
    assertThat(YesNoAnswer.ofMme(text)).isEqualTo(expected);
  }

  @Test
  void countsYesAsPositive() {
    YesNoCounts counts = new YesNoCounts();

    // 3 of 4 positives found; 2 false alarms among 6 negatives.
    add(counts, true, true, 3);
    add(counts, true, false, 1);
    add(counts, false, true, 2);
    add(counts, false, false, 4);

    assertThat(counts.accuracy()).isEqualTo(0.7);
    assertThat(counts.precision()).isEqualTo(0.6);
    assertThat(counts.recall()).isEqualTo(0.75);
    // 2 * 0.6 * 0.75 / (0.6 + 0.75) = 0.9 / 1.35
    assertThat(counts.f1()).isEqualTo(0.9 / 1.35, within(1e-12));
    assertThat(counts.yesRatio()).isEqualTo(0.5);
  }

  @Test
  void hasNoRatiosOverNothing() {
    YesNoCounts counts = new YesNoCounts();

    assertThat(counts.accuracy()).isZero();
    assertThat(counts.precision()).isZero();
    assertThat(counts.f1()).isZero();
  }

  private static void add(YesNoCounts counts, boolean isYes, boolean saysYes, int times) {
    for (int i = 0; i < times; i++) {
      counts.add(isYes, saysYes);
    }
  }
}
