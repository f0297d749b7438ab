package dev.vocostream.model.text;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.vocostream.model.InvalidCheckpointException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;

/**
 * The tokenizer of a {@code tokenizer.json}, by Hugging Face's library.
 *
 * <p>The library is native: what it makes of a bad file may end the process. So it is given none,
 * but a description that was written anew from what we have read and checked, without control
 * tokens, templates, prefixes and limits. What it does not have, no text can become.
 */
final class HuggingFaceTokenizer implements Tokenizer {
  private static final Cleaner CLEANER = Cleaner.create();

  private final TokenizersLibrary library = TokenizersNative.loaded();
  private final long handle;
  private final TextRules rules;
  private final int size;
  private final BitSet textIds = new BitSet();

  HuggingFaceTokenizer(TokenizerJson json) {
    rules = json.rules();
    size = json.size();
    json.pieces().values().forEach(textIds::set);
    handle = create(library, LibraryJson.write(json));
    CLEANER.register(this, new Deletion(library, handle));
  }

  private static long create(TokenizersLibrary library, String json) {
    try {
      return library.createTokenizerFromString(json);
    } catch (RuntimeException e) {
      throw new InvalidCheckpointException(
          "tokenizer.json is refused by the tokenizers library: " + e.getMessage(), e);
    }
  }

  /** Knows nothing of the tokenizer, which could not become unreachable otherwise. */
  private record Deletion(TokenizersLibrary library, long handle) implements Runnable {
    @Override
    public void run() {
      library.deleteTokenizer(handle);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long[] encode(String text) {
    try {
      long encoding = library.encode(handle, wellFormed(text), false);
      try {
        return library.getTokenIds(encoding);
      } finally {
        library.deleteEncoding(encoding);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public long[] encodeFront(String text) {
    return encode(rules.atFront(text));
  }

  @Override
  public String decode(List<Long> tokens) {
    long[] text = tokens.stream().filter(this::isText).mapToLong(t -> t).toArray();
    try {
      return library.decode(handle, text, false);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private boolean isText(long token) {
    return token >= 0 && token < size && textIds.get((int) token);
  }

  /** Half surrogates have no UTF-8; they become question marks, as in the other tokenizer. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
