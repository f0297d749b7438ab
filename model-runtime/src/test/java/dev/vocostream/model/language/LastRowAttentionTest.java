package dev.vocostream.model.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class LastRowAttentionTest {
  /** Two query heads share each of two key heads; keys are made to be told apart. */
  @Test
  void sumsTheSoftmaxOfTheLastRowOverHeads() {
    float[] queries = {
      9, 9, 1, 0, // head 0: a row to be ignored, then the last row
      9, 9, 0, 1, // head 1
      9, 9, 2, 0, // head 2
      9, 9, 0, 0, // head 3
    };
    float[] keys = {
      1, 0, 0, 1, 0, 0, // key head 0: three columns
      0, 1, 1, 0, 3, 0, // key head 1
    };
    double[] expected = new double[3];
    add(expected, 1, 0, 0);
    add(expected, 0, 1, 0);
    add(expected, 0, 2, 6);
    add(expected, 0, 0, 0);

    LastRowAttention attention = new LastRowAttention(3);
    try (PointerScope scope = new PointerScope()) {
      attention.see(Tensors.of(queries, 1, 4, 2, 2), Tensors.of(keys, 1, 2, 3, 2));
      attention.see(Tensors.of(queries, 1, 4, 2, 2), Tensors.of(keys, 1, 2, 3, 2));
    }

    for (int column = 0; column < 3; column++) {
      assertThat(attention.columns()[column]).isCloseTo(2 * expected[column], within(1e-5));
    }
  }

  private static void add(double[] sums, double... scores) {
    double total = 0;
    for (double score : scores) {
      total += Math.exp(score / Math.sqrt(2));
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += Math.exp(scores[i] / Math.sqrt(2)) / total;
    }
  }
}
