package dev.vocostream.model.training;

import dev.vocostream.model.text.PromptTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Words of the world that are one token each when they are said. */
final class OwnTokens {
  private OwnTokens() {}

  /**
   * What each token stands for, in the order of the values; a value whose word is several tokens is
   * left out.
   */
  static <T> Map<Integer, T> of(PromptTemplate template, T[] values, Function<T, String> word) {
    Map<Integer, T> words = new LinkedHashMap<>();
    for (T value : values) {
      long[] tokens = template.answer(word.apply(value)); // the last ends the answer
      if (tokens.length == 2) {
        words.put((int) tokens[0], value);
      }
    }
    return words;
  }
}
