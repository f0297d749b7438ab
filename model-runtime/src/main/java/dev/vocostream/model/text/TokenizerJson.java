package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is in a {@code tokenizer.json} of Hugging Face, read and checked by us before the native
 * library sees any of it. Only byte pair encoding is accepted, with the components of {@link
 * TextRules}.
 *
 * @param pieces of text, by their characters; control tokens are not among them
 * @param merges two pieces with a blank between, the first is done first
 * @param ignoresMerges whether a word that is a piece is taken without merging
 * @param size the highest id of the vocabulary, control tokens included, plus one
 */
record TokenizerJson(
    Map<String, Integer> pieces,
    List<String> merges,
    boolean ignoresMerges,
    int size,
    TextRules rules) {
  private static final int MAX_BYTES = 32 << 20;

  /**
   * @throws InvalidCheckpointException if it is damaged or needs what is not supported
   */
  static TokenizerJson read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "%s must be at most %d bytes, has %d".formatted(file, MAX_BYTES, Files.size(file)));
      }
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidCheckpointException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  static TokenizerJson parse(byte[] json) {
    return new TokenizerJsonParser().parse(json);
  }
}
