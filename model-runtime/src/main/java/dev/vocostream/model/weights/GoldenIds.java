package dev.vocostream.model.weights;

import dev.vocostream.model.text.Tokenizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Token ids of a few fixed texts. Written into a manifest when the tokenizer is known to be right,
 * they show later that it still is.
 */
public final class GoldenIds {
  /**
   * Spaces in a row, words, digits, a newline, letters of several scripts, written control tokens.
   */
  private static final List<String> TEXTS =
      List.of(
          "What is the color of the car?",
          " USER: Is there a person?  Answer yes or no. ASSISTANT:",
          "\n17 frames, 3.5 s",
          "Voil\u00e0 \u4e2d\u6587 \ud83d\ude97",
          "</s><voco><image>");

  private GoldenIds() {}

  /** Ids by text, as {@link Tokenizer#encode} gives them: nothing is put before the text. */
  public static Map<String, long[]> of(Tokenizer tokenizer) {
    Map<String, long[]> ids = new LinkedHashMap<>();
    TEXTS.forEach(text -> ids.put(text, tokenizer.encode(text)));
    return ids;
  }
}
