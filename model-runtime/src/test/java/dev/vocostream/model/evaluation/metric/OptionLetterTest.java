package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionLetterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "B | B",
        "E | E",
        "B. a dog | B",
        "Because. The answer is C. | C",
        // a newline counts as ". "
        "~D\nbecause it is~ | D",
        "~The answer is A\n~ | A",
        // twice is not once
        "The answer is A. The answer is A. | -",
        "The answer is A. No, The answer is B. | -",
        // the beginning wins over what follows
        "C. The answer is B. | C",
        "F | -",
        "b | -",
        "B) a dog | -",
        "B.a dog | -",
        "The answer is B | -",
        "A dog | -",
        "~~ | -",
      })
  void readsScienceQaAnswers(String text, String expected) {
    assertThat(OptionLetter.ofScienceQa(text)).isEqualTo(letter(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "B | B",
        "(B) | B",
        "B. a dog | B",
        "B: a dog | B",
        "~B.\nIt is.~ | B",
        // three options: there is no D
        "D | -",
        "A dog | -",
        "b | -",
        "It is B | -",
        "~~ | -",
      })
  void readsMmBenchAnswersAmongThreeOptions(String text, String expected) {
    assertThat(OptionLetter.ofMmBench(text, 3)).isEqualTo(letter(expected));
  }

  private static Optional<Character> letter(String expected) {
    return expected.equals("-") ? Optional.empty() : Optional.of(expected.charAt(0));
  }
}
