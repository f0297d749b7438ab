package dev.vocostream.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class YesNoTokensTest {
  private static final Tokenizer TOKENIZER =
      new Tokenizer(BytePairTrainer.train("yes yes yes no no no Yes Yes No No", 400));

  private final YesNoTokens yesNo = new YesNoTokens(TOKENIZER);
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
    Tokenizer letters = new Tokenizer(BytePairTrainer.train("", 0));
    Arrays.fill(logits, -50);
    logits[(int) letters.encode("n")[0]] = 9;

    assertThat(new YesNoTokens(letters).probabilityOfYes(logits)).isCloseTo(0, within(1e-9));
  }

  private void set(String word, float value) {
    long[] ids = TOKENIZER.encode(word);
    assertThat(ids).hasSize(1);
    logits[(int) ids[0]] = value;
  }
}
