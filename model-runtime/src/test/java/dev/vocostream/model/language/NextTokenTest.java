package dev.vocostream.model.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Decoding;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NextTokenTest {
  private static final int VOCO = 4;

  private final NextToken next = new NextToken(VOCO);
  private PointerScope scope;

  @BeforeEach
  void open() {
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  @Test
  void choosesTheLikeliestOfEachRowAlsoWhenAllAreNegative() {
    Tensor logits = rows(new float[] {0, 3, 1, 2, 0}, new float[] {-5, -4, -9, -3, -8});

    assertThat(next.likeliest(logits).ids()).containsExactly(1, 3);
  }

  @Test
  void neverChoosesTheBannedToken() {
    assertThat(next.likeliest(rows(new float[] {0, 1, 0, 0, 9})).ids()).containsExactly(1);
    for (int seed = 0; seed < 100; seed++) {
      assertThat(draw(new float[] {0, 0, 0, 0, 9}, 1, 1, seed)).isNotEqualTo(VOCO);
    }
  }

  @Test
  void tellsWhichRowIsNoNumbers() {
    Tensor logits = rows(new float[] {0, 1, 0, 0, 0}, new float[] {0, Float.NaN, 7, 0, 0});

    NextToken.Likeliest best = next.likeliest(logits);

    assertThat(best.logits()[0]).isEqualTo(1);
    assertThat(best.logits()[1]).isNaN();
  }

  @Test
  void drawsTheSameWithTheSameSeedAndOtherwiseByProbability() {
    float[] logits = {0, (float) Math.log(3), -99, -99, 0}; // 1/4 and 3/4
    int ones = 0;
    for (int seed = 0; seed < 2000; seed++) {
      long drawn = draw(logits, 1, 1, seed);
      assertThat(drawn).isEqualTo(draw(logits, 1, 1, seed)).isBetween(0L, 1L);
      ones += drawn == 1 ? 1 : 0;
    }

    assertThat(ones / 2000.0).isCloseTo(0.75, within(0.05));
  }

  @Test
  void drawsOnlyFromTheFewestTokensThatReachTopP() {
    float[] logits = {2, 1, 0, -1, 0};
    for (int seed = 0; seed < 200; seed++) {
      assertThat(draw(logits, 1, 0.6, seed)).isZero(); // alone 0.64
      assertThat(draw(logits, 1, 0.7, seed)).isLessThan(2); // both 0.88
    }
  }

  @Test
  void drawsTheLikeliestWhenItIsCold() {
    for (int seed = 0; seed < 100; seed++) {
      assertThat(draw(new float[] {1, 2, 1.5f, 0, 9}, 0.01, 1, seed)).isOne();
    }
  }

  private long draw(float[] logits, double temperature, double topP, long seed) {
    return next.draw(logits, new Decoding(temperature, topP, seed), new SplittableRandom(seed));
  }

  private static Tensor rows(float[]... rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    return torch.tensor(flat).view(rows.length, rows[0].length);
  }
}
