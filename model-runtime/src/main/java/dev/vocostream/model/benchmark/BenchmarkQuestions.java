package dev.vocostream.model.benchmark;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.text.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Different questions of exactly as many tokens as asked for. */
public final class BenchmarkQuestions {
  private static final List<String> WORDS =
      List.of(
          "what", "is", "the", "door", "open", "car", "person", "in", "front", "of", "camera",
          "red", "tree", "left", "right", "moving", "how", "many", "did", "come", "before", "last",
          "yard", "a", "i", "so", "no", "up", "it");

  private BenchmarkQuestions() {}

  /**
   * @param tokens of each question
   * @param words of each answer, at most
   */
  public static List<Prompt> of(Tokenizer tokenizer, int count, int tokens, int words) {
    Random random = new Random(tokens);
    Set<String> texts = new LinkedHashSet<>();
    while (texts.size() < count) {
      String text = WORDS.get(random.nextInt(WORDS.size()));
      while (length(tokenizer, text) < tokens) {
        text += " " + WORDS.get(random.nextInt(WORDS.size()));
      }
      if (length(tokenizer, text) == tokens) {
        texts.add(text);
      }
    }
    List<Prompt> prompts = new ArrayList<>();
    texts.forEach(t -> prompts.add(new Prompt(t, List.of(), Prompt.Form.TEXT, words)));
    return prompts;
  }

  private static int length(Tokenizer tokenizer, String text) {
    return tokenizer.encode(" " + text).length;
  }
}
