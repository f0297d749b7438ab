package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Goldens;
import dev.vocostream.model.text.SentencePieceModel.Piece;
import dev.vocostream.model.text.SentencePieceModel.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SentencePieceTokenizerTest {
  private final Tokenizer tokenizer = Tokenizer.read(Checkpoints.tiny());

  static Iterable<JsonNode> sentencePiece() {
    return Goldens.read("sentencepiece.json");
  }

  @ParameterizedTest
  @MethodSource("sentencePiece")
  void tokenisesLikeSentencePiece(JsonNode golden) {
    assertThat(tokenizer.encode(golden.get("text").asText()))
        .isEqualTo(Goldens.longs(golden.get("ids")));
  }

  @Test
  void putsOneSpaceBeforeWhatStandsAtTheFront() {
    assertThat(tokenizer.encodeFront("door")).isEqualTo(tokenizer.encode(" door"));
  }

  @Test
  void givesBackEveryTextItIsGiven() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      String text = text(random);
      assertThat(decode(tokenizer.encode(text))).as("seed %d, run %d", seed, run).isEqualTo(text);
    }
  }

  @Test
  void doesNotMergeTextToAControlTokenThoughItsHalvesArePieces() {
    List<Piece> pieces = new ArrayList<>(BytePairTrainer.train("", 0).pieces());
    pieces.add(new Piece("</", 5, Type.NORMAL));
    pieces.add(new Piece("s>", 5, Type.NORMAL));
    Tokenizer tempted = new SentencePieceTokenizer(new SentencePieceModel(pieces));

    assertThat(tempted.encode("</s>")).containsExactly(pieces.size() - 2, pieces.size() - 1);
  }

  @Test
  void replacesBytesThatAreNoCharacter() {
    long half = tokenizer.encode("日")[0];

    assertThat(tokenizer.decode(List.of(half))).isEqualTo("\ufffd");
  }

  @Test
  void leavesControlAndAddedTokensOutOfTheText() {
    assertThat(tokenizer.decode(List.of(1L, 2L, 0L, (long) tokenizer.size()))).isEmpty();
  }

  private String decode(long[] ids) {
    return tokenizer.decode(Arrays.stream(ids).boxed().toList());
  }

  /** Words of the vocabulary, blanks, accents, emoji. */
  private static String text(SplittableRandom random) {
    String[] parts = {"door", " the", "circle", " ", "é", "🚗", "<s>", "?", "\n", "zq", "日"};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
