package dev.vocostream.model.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordMatchTest {
  @Test
  void findsTheSameWordsAfterNormalisation() {
    assertThat(WordMatch.exact("two dogs", "The 2 dogs.")).isTrue();
    assertThat(WordMatch.exact("dog", "hound")).isFalse();
  }

  @Test
  void findsWordsInASentenceButNotPartsOfWords() {
    assertThat(WordMatch.contains("play guitar", "They play the guitar.")).isTrue();
    assertThat(WordMatch.contains("car", "It is a cart.")).isFalse();
    assertThat(WordMatch.contains("guitar play", "They play guitar")).isFalse();
    // Only an article: nothing is left to be found.
    assertThat(WordMatch.contains("the", "the dog")).isFalse();
  }

  @Test
  void findsTextAsOcrBenchDoes() {
    assertThat(OcrMatch.inText(List.of("CENTRE"), "the word is centre")).isTrue();
    assertThat(OcrMatch.inText(List.of("no such", "two\nlines"), "Two lines\n")).isTrue();
    assertThat(OcrMatch.inText(List.of("a b"), "ab")).isFalse();
  }

  @Test
  void findsFormulasWithoutBlanksButWithTheirCase() {
    assertThat(OcrMatch.inFormula(List.of("\\frac { A } { b }"), "= \\frac{A}{b}\n")).isTrue();
    assertThat(OcrMatch.inFormula(List.of("A"), "a")).isFalse();
  }
}
