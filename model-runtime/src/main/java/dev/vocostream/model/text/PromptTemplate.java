package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.config.PromptConfig;
import dev.vocostream.model.config.TokenConfig;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The tokens around a frame and around a question.
 *
 * <pre>
 *   frame      BOS [vision ..] "▁" "\n" &lt;voco&gt; x k          kept: the VoCo rows only
 *   question   "\n" system " USER:" " question" " ASSISTANT:"   read after the VoCo rows
 *             |------- head -------|---------- tail ---------|
 * </pre>
 *
 * The head is the same for every question, so what is computed for it can be shared. Nothing is
 * ever cut off: whoever has too little room must refuse the question.
 *
 * <p>The system text stands behind the frame because text cannot see what lies before the VoCo
 * tokens. Control tokens come from here, by id; what people write is encoded as plain text.
 */
public final class PromptTemplate {
  /** Changes whenever the same words give other tokens; part of the fingerprint. */
  public static final String VERSION = "voco-two/1";

  private final Tokenizer tokenizer;
  private final TokenConfig tokens;
  private final PromptConfig config;
  private final long[] head;

  /**
   * @throws InvalidCheckpointException if one of the control tokens is a piece of text, so that an
   *     asker could write it
   */
  public PromptTemplate(Tokenizer tokenizer, TokenConfig tokens, PromptConfig config) {
    this.tokenizer = tokenizer;
    this.tokens = tokens;
    this.config = config;
    checkControl(TokenConfig.VOCO, tokens.voco());
    checkControl("bos_token_id", tokens.bos());
    tokens.stops().forEach(id -> checkControl("eos_token_id", id));
    head = join(words("\n" + plain(config.system())), words(" USER:"));
  }

  private void checkControl(String name, int id) {
    String text = tokenizer.decode(List.of((long) id));
    if (!text.isEmpty()) {
      throw new InvalidCheckpointException(
          "%s must be a control token, was %d, the text '%s': correct config.json or the tokenizer's files"
              .formatted(name, id, text));
    }
  }

  /** What stands before the vision tokens of a frame; nothing for models without a start token. */
  public long[] beforeFrame() {
    return tokens.bos() == TokenConfig.NONE ? new long[0] : new long[] {tokens.bos()};
  }

  /** What stands behind them: the separator and {@code k} VoCo tokens. */
  public long[] behindFrame(int k) {
    long[] voco = new long[k];
    Arrays.fill(voco, tokens.voco());
    return join(tokenizer.encodeFront("\n"), voco);
  }

  /** The text part, from the newline behind the VoCo tokens to the word that asks for an answer. */
  public long[] question(Prompt prompt) {
    return join(head, tail(prompt));
  }

  /** The part of every question that does not depend on it: up to the first colon after USER. */
  public long[] head() {
    return head.clone();
  }

  /** What {@link #question} has behind {@link #head}. */
  public long[] tail(Prompt prompt) {
    long[] ids = {};
    for (Prompt.Turn turn : prompt.turns()) {
      ids = join(ids, said(turn.question()), words(" ASSISTANT:"), answer(turn.answer()));
      ids = join(ids, words("USER:"));
    }
    return join(ids, said(prompt.question()), words(" ASSISTANT:"));
  }

  /** An answer with the token that ends it, as it stands behind {@link #question}. */
  public long[] answer(String text) {
    return join(said(text), new long[] {tokens.eos()});
  }

  /** What stands between a picture and its {@link #caption}, if nothing is asked. */
  public long[] beforeCaption() {
    return words("\n");
  }

  /** A caption with the line break that ends it: LLaVA's "plain" conversation. */
  public long[] caption(String text) {
    return join(said(text), words("\n"));
  }

  private long[] words(String text) {
    return tokenizer.encode(text);
  }

  /** Whether anything of it is said: what nobody can see is left out. */
  public boolean hasWords(String text) {
    return !UserText.clean(text).isEmpty();
  }

  private long[] said(String text) {
    return tokenizer.encode(" " + plain(UserText.clean(text)));
  }

  private String plain(String text) {
    return config.stripNewlines() ? text.replace("\n", "") : text;
  }

  private static long[] join(long[]... parts) {
    return Arrays.stream(parts).flatMapToLong(LongStream::of).toArray();
  }
}
