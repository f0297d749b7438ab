package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Token ids of a few fixed texts. Written into a manifest when the tokenizer is known to be right,
 * they show later that it still is.
 */
public final class GoldenIds {
  /**
   * Words, spaces in a row, digits, a newline, letters of several scripts, written control tokens.
   */
  private static final List<String> TEXTS =
      List.of(
          "What is the color of the car?",
          " USER: Is there a person?  Answer yes or no. ASSISTANT:",
          "\n17 frames, 3.5 s",
          "Zürich 日本語 🚗",
          "</s><voco><image>");

  private GoldenIds() {}

  /** Ids by text, as {@link Tokenizer#encode} gives them: nothing is put before the text. */
  public static Map<String, long[]> of(Tokenizer tokenizer) {
    Map<String, long[]> ids = new LinkedHashMap<>();
    TEXTS.forEach(text -> ids.put(text, tokenizer.encode(text)));
    return ids;
  }

  /**
   * @param golden the ids of {@link Tokenizer#encode} by text
   * @throws InvalidCheckpointException naming the text, the ids expected and those found
   */
  public static void check(Tokenizer tokenizer, Map<String, long[]> golden) {
    golden.forEach(
        (text, expected) -> {
          long[] found = tokenizer.encode(text);
          if (!Arrays.equals(expected, found)) {
            throw new InvalidCheckpointException(
                "the tokenizer is not the one of these weights: '%s' must become %s, became %s"
                    .formatted(text, Arrays.toString(expected), Arrays.toString(found)));
          }
        });
  }
}
