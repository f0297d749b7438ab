package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.config.YesNoConfig;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class YesNoTokensTest {
  private static final Tokenizer TOKENIZER =
      new SentencePieceTokenizer(BytePairTrainer.train("yes yes yes no no no Yes Yes No No", 400));

  private final YesNoTokens yesNo = new YesNoTokens(TOKENIZER, YesNoConfig.ENGLISH);
  private final float[] logits = new float[TOKENIZER.size()];

  @Test
  void isUndecidedWhenBothAreEquallyLikely() {
    Arrays.fill(logits, -50);
    set(" yes", 3);
    set(" no", 3);

    assertThat(yesNo.probabilityOfYes(logits)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void addsUpTheSpellings() {
    Arrays.fill(logits, -50);
    set(" yes", 3);
    set(" Yes", 3);
    set(" no", 3);

    assertThat(yesNo.probabilityOfYes(logits)).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void doesNotOverflow() {
    set(" yes", 1000);
    set(" no", -1000);

    assertThat(yesNo.probabilityOfYes(logits)).isEqualTo(1);
  }

  @Test
  void fallsBackToFirstLettersInAVocabularyWithoutTheWords() {
    Tokenizer letters = new SentencePieceTokenizer(BytePairTrainer.train("", 0));
    Arrays.fill(logits, -50);
    logits[(int) letters.encode("n")[0]] = 9;

    assertThat(new YesNoTokens(letters, YesNoConfig.ENGLISH).probabilityOfYes(logits))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void calibratesTheMarginAsTheCheckpointSays() {
    YesNoConfig calibrated = new YesNoConfig(List.of(" yes"), List.of(" no"), 0.5, -1);
    set(" yes", 5);
    set(" no", 1);

    double probability = new YesNoTokens(TOKENIZER, calibrated).probabilityOfYes(logits);

    assertThat(probability).isCloseTo(1 / (1 + Math.exp(-(0.5 * 4 - 1))), within(1e-9));
  }

  @Test
  void scoresTheWordsOfTheCheckpoint() {
    YesNoConfig letters = new YesNoConfig(List.of("x"), List.of("z"), 1, 0);
    set("x", 9);
    set(" no", 20);

    assertThat(new YesNoTokens(TOKENIZER, letters).probabilityOfYes(logits))
        .isCloseTo(1 / (1 + Math.exp(-9)), within(1e-9));
  }

  @Test
  void refusesWordsThatBeginWithTheSameToken() {
    YesNoConfig same = new YesNoConfig(List.of("zx"), List.of("zy"), 1, 0);

    assertThatThrownBy(() -> new YesNoTokens(TOKENIZER, same))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("voco_yes [zx] and voco_no [zy] begin with the same tokens");
  }

  private void set(String word, float value) {
    long[] ids = TOKENIZER.encode(word);
    assertThat(ids).hasSize(1);
    logits[(int) ids[0]] = value;
  }
}
