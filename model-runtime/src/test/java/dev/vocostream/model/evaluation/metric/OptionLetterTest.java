package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        // a newline is none of the signs that a rule asks for
        "~D\nbecause it is~ | -",
        "~The answer is A\n~ | -",
        // any other may stand behind the letter
        "The answer is B, because it flies. | B",
        "~It flies.\nThe answer is B.~ | B",
        // twice is not once
        "The answer is A. The answer is A. | -",
        "The answer is A. No, The answer is B. | -",
        "The answer is F. No, The answer is B. | -",
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
        "~~ | -",
        // a lone letter elsewhere, punctuation taken away; a question mark is none
        "It is B | B",
        "The answer is {B}! | B",
        "**C** is right | C",
        "Is it B? | -",
        "Option_B | -",
        "b | -",
        // two letters are none, unless the first begins the answer
        "Either B or C | -",
        "B. Not C | B",
        // a letter wins over a text
        "The cat, so C | C",
        // an A is an article in more than three words
        "It is A | A",
        "A dog | A",
        "Well it is A | -",
        "Well it is A dog | B",
        "A | A",
        // the text of one option
        "a DOG! | B",
        "I see hotdogs | B",
        "a cat and a dog | -",
        "a bird | -",
        // two letters, but one text
        "B or C: a dog | B",
        // no option by the model's own words
        "Z, the dog is not there | -",
        "Cannot determine the answer: cat | -",
        "Cannot determine the answer, B perhaps | -",
        "Sorry, I can't help with images of people yet. Perhaps a dog | -",
      })
  void readsMmBenchAnswersAmongThreeOptions(String text, String expected) {
    assertThat(OptionLetter.ofMmBench(text, List.of("Cat", "dog", "green lamp")))
        .isEqualTo(letter(expected));
  }

  @Test
  void readsLongAnswers() {
    String talk = " It is.\n".repeat(2_500); // 20,000 characters

    assertThat(OptionLetter.ofMmBench("B." + talk, List.of("cat", "dog"))).contains('B');
    assertThat(OptionLetter.ofMmBench("a dog." + talk, List.of("cat", "dog"))).contains('B');
    assertThat(OptionLetter.ofScienceQa("B. " + talk)).contains('B');
  }

  private static Optional<Character> letter(String expected) {
    return expected.equals("-") ? Optional.empty() : Optional.of(expected.charAt(0));
  }
}
