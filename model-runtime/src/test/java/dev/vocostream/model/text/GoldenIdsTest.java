package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.InvalidCheckpointException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GoldenIdsTest {
  private final Tokenizer tokenizer = Tokenizer.read(Checkpoints.tiny());

  @Test
  void acceptsTheTokenizerThatTheIdsAreOf() {
    assertThatCode(() -> GoldenIds.check(tokenizer, GoldenIds.of(tokenizer)))
        .doesNotThrowAnyException();
    assertThat(GoldenIds.of(tokenizer)).hasSizeGreaterThan(4);
  }

  @Test
  void tellsAnotherVocabularyByEveryOneOfItsTexts() {
    Tokenizer other = TokenizerFiles.byteLevel().tokenizer();

    GoldenIds.of(tokenizer)
        .forEach(
            (text, ids) ->
                assertThatThrownBy(() -> GoldenIds.check(other, Map.of(text, ids)))
                    .isInstanceOf(InvalidCheckpointException.class));
  }

  @Test
  void namesTheTextAndBothSequences() {
    long newline = 3 + '\n';

    assertThatThrownBy(() -> GoldenIds.check(tokenizer, Map.of("\n", new long[] {7, 8})))
        .hasMessageContaining("'\\n' must become [7, 8], became [" + newline + "]");
  }

  @Test
  void acceptsLlamasVocabularyAsTheReferenceUsesIt() {
    assertThatCode(() -> GoldenIds.check(new Llama(0), Map.of())).doesNotThrowAnyException();
  }

  @Test
  void refusesLlamasVocabularyWithASpaceTooMuch() {
    // what a tokenizer that prepends a space to every part gives
    assertThatThrownBy(() -> GoldenIds.check(new Llama(1), Map.of()))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(
            "must become [13, 29909, 13563, 1546, 263], became [29871, 13, 29909");
  }

  /** LLaMA's ids as far as they are known to us; what else a text becomes is only counted. */
  private record Llama(int spaces) implements Tokenizer {
    @Override
    public int size() {
      return 32000;
    }

    @Override
    public long[] encode(String text) {
      long[] known = text.startsWith("\n") ? new long[] {13} : new long[0];
      int count = 33 + (text.contains("USER") ? 26 : 0);
      long[] words = Arrays.copyOf(new long[] {29909, 13563, 1546, 263}, count);
      long[] front = new long[spaces];
      Arrays.fill(front, 29871);
      return join(front, known, words);
    }

    @Override
    public long[] encodeFront(String text) {
      return new long[] {29871, 13};
    }

    @Override
    public String decode(List<Long> tokens) {
      return tokens.equals(List.of(13L, 29909L, 13563L, 1546L, 263L)) ? "\nA chat between a" : "";
    }

    private static long[] join(long[]... parts) {
      return Arrays.stream(parts).flatMapToLong(LongStream::of).toArray();
    }
  }
}
