package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Text to token ids and back. Text is never anything but text: writing {@code </s>} or {@code
 * <voco>} gives the pieces of those characters, not the control token. Nothing is ever cut off.
 *
 * <p>A prompt is encoded in parts, between its control tokens. LLaMA's tokenizer puts one space
 * before the first part only ({@code legacy: false}, what VoCo-LLaMA was trained with); its older
 * form, and {@code tokenizer.json} files with the space in the normalizer, put one before every
 * part, so behind {@code <voco>} too. That is not done here, whatever the files say: {@link
 * #encodeFront} is for the first part, {@link #encode} for all others. {@link GoldenIds} tells
 * weights that want it.
 *
 * <p>May be used by several threads.
 */
public interface Tokenizer {
  /**
   * The tokenizer of a checkpoint: its {@code tokenizer.model} (SentencePiece), else its {@code
   * tokenizer.json} (Hugging Face).
   *
   * @throws InvalidCheckpointException if there is neither, or it is damaged or needs what is not
   *     supported
   */
  static Tokenizer read(Path directory) {
    Path model = directory.resolve("tokenizer.model");
    Path json = directory.resolve("tokenizer.json");
    if (Files.exists(model)) {
      return new SentencePieceTokenizer(SentencePieceModel.read(model));
    }
    if (Files.exists(json)) {
      return new HuggingFaceTokenizer(TokenizerJson.read(json));
    }
    throw new InvalidCheckpointException(
        directory + " must have a tokenizer.model or a tokenizer.json, had neither");
  }

  /** Ids below are pieces of text and the vocabulary's own control tokens; others were added. */
  int size();

  /**
   * The text's tokens. Adds nothing in front: no start token and no space.
   *
   * @return ids of text, never of control tokens
   */
  long[] encode(String text);

  /** The tokens of a text at the very front, where some vocabularies put a space before it. */
  long[] encodeFront(String text);

  /** The text of tokens; control and added tokens are left out, broken UTF-8 becomes U+FFFD. */
  String decode(List<Long> tokens);
}
