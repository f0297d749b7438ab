package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.config.PromptConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Texts whose token ids are known: a start-up check that a tokenizer is the one the weights were
 * trained with. With any other, everything runs and every answer is wrong.
 *
 * <p>For LLaMA's vocabulary they are built in, the prompt of VoCo-LLaMA's training; other
 * checkpoints carry theirs in their manifest, see {@link #of}.
 */
public final class GoldenIds {
  private static final String EXAMPLE =
      " USER: What is the color of the car?Answer the question using a single word or phrase."
          + " ASSISTANT:";

  /** The ids that text behind the VoCo tokens begins with. */
  private static final long[] TEXT_BEGINS = {13, 29909, 13563, 1546, 263};

  private static final long[] SEPARATOR = {29871, 13};
  private static final int SYSTEM_IDS = 33;

  /** BOS, the picture's place, the separator and two VoCo tokens are not text. */
  private static final int EXAMPLE_IDS = 66 - 1 - 1 - 2 - 2;

  private static final List<String> TEXTS =
      List.of(
          " \n",
          "\n" + PromptConfig.IMAGE,
          EXAMPLE,
          " Is the door open, yes or no?",
          "two  spaces\tand a\nnewline",
          "Zürich 日本語 🚗 naïve",
          "</s><voco> <|im_end|>");

  private GoldenIds() {}

  /**
   * Checks the given texts and, if the vocabulary is LLaMA's, the built-in ones.
   *
   * @param golden the ids of {@link Tokenizer#encode} by text
   * @throws InvalidCheckpointException naming the text, the ids expected and those found
   */
  public static void check(Tokenizer tokenizer, Map<String, long[]> golden) {
    golden.forEach((text, ids) -> check(text, ids, tokenizer.encode(text)));
    if (isLlama(tokenizer)) {
      checkLlama(tokenizer);
    }
  }

  /** What {@link #check} needs for this tokenizer: ids by text, for a checkpoint's manifest. */
  public static Map<String, long[]> of(Tokenizer tokenizer) {
    Map<String, long[]> golden = new LinkedHashMap<>();
    TEXTS.forEach(text -> golden.put(text, tokenizer.encode(text)));
    return golden;
  }

  /** By its pieces; vocabularies that only add to LLaMA's count as LLaMA's. */
  private static boolean isLlama(Tokenizer tokenizer) {
    List<Long> known = LongStream.of(TEXT_BEGINS).boxed().toList();
    return tokenizer.decode(known).equals("\nA chat between a");
  }

  private static void checkLlama(Tokenizer tokenizer) {
    check("\n", SEPARATOR, tokenizer.encodeFront("\n"));
    String begins = "\n" + PromptConfig.IMAGE;
    long[] found = tokenizer.encode(begins);
    check(begins, TEXT_BEGINS, Arrays.copyOf(found, Math.min(found.length, TEXT_BEGINS.length)));
    checkCount(PromptConfig.IMAGE, SYSTEM_IDS, tokenizer.encode(PromptConfig.IMAGE));
    checkCount(begins + EXAMPLE, EXAMPLE_IDS, tokenizer.encode(begins + EXAMPLE));
  }

  private static void check(String text, long[] expected, long[] found) {
    if (!Arrays.equals(expected, found)) {
      throw different(text, Arrays.toString(expected), found);
    }
  }

  private static void checkCount(String text, int expected, long[] found) {
    if (found.length != expected) {
      throw different(text, expected + " ids", found);
    }
  }

  private static InvalidCheckpointException different(String text, String expected, long[] found) {
    return new InvalidCheckpointException(
        "the tokenizer is not the one of these weights: '%s' must become %s, became %s"
            .formatted(text.replace("\n", "\\n"), expected, Arrays.toString(found)));
  }
}
