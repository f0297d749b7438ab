package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VqaNormalizationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // lower case, article, contraction
        "The dog isnt here | dog isn't here",
        // words to digits; none is 0
        "Two or none | 2 or 0",
        "ten TEN eleven | 10 10 eleven",
        // the possessive is torn off first, and then stays two words
        "man's hat | man 's hat",
        // the comma goes before anything else, so no digit-comma-digit is left
        "1,000 red/blue | 1000 red blue",
        // the mark stands beside a blank: it goes without a blank in its place, everywhere
        "red/blue / green/gray | redblue greengray",
        // each mark by itself: the dash stands beside a blank, the slash does not
        "on - off/up | on off up",
        // a period stays before a digit, and goes behind one
        "3.5 | 3.5",
        "3. | 3",
        ".5 is half. | .5 is half",
        "a.m. | am",
        // no article inside a word, nothing left of an article alone
        "the an a | ~~",
        "then anna | then anna",
        // the table's odd entries
        "somebody'd | somebodyd",
        "ow's'at | ow 's'at",
        "Im Ive | im ive",
        "what?! | what",
      })
  void normalisesAsEvalAiDoes(String answer, String expected) {
    assertThat(VqaNormalization.evalAi(answer)).isEqualTo(expected);
  }

  @Test
  void deletesOnlyThirtyTwoPeriods() {
    String periods = "x.".repeat(40);

    // 40 periods, none before a digit; the first 32 go, 8 stay.
    assertThat(VqaNormalization.evalAi(periods)).isEqualTo("x".repeat(32) + "x.".repeat(8));
  }

  @Test
  void officiallyKeepsCommasUntilThePunctuationStep() {
    // A comma between digits makes every mark vanish without a blank, here also the dash.
    assertThat(VqaNormalization.official("1,000 red-blue")).isEqualTo("1000 redblue");
    assertThat(VqaNormalization.evalAi("1,000 red-blue")).isEqualTo("1000 red blue");
    // The possessive stays.
    assertThat(VqaNormalization.official("Man's\that\n")).isEqualTo("man's hat");
  }

  @Test
  void leavesCaseDigitsAndArticlesOfPeoplesAnswers() {
    assertThat(VqaNormalization.punctuation("The two-tone one.")).isEqualTo("The two tone one");
  }

  @Test
  void knowsTheWholeTableOfContractions() {
    assertThat(VqaNormalization.contractionCount()).isEqualTo(120);
    assertThat(VqaNormalization.official("yall'dve")).isEqualTo("yall'dve");
    assertThat(VqaNormalization.official("yall'd've wouldntve couldnt've"))
        .isEqualTo("y'all'd've wouldntve couldn't've");
  }
}
