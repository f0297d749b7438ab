package dev.vocostream.model.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Vectors;

/**
 * Whether logits that were computed with fewer bits say the same as exact ones.
 *
 * @param exact [rows, vocab]
 * @param rough likewise
 */
record Closeness(float[] exact, float[] rough, int vocab) {
  static final double LEAST_COSINE = 0.999;

  /** A token that is the likeliest by more than this share of the largest logit stays it. */
  private static final double MARGIN = 0.05;

  double leastCosine() {
    double least = 1;
    for (int from = 0; from < exact.length; from += vocab) {
      least = Math.min(least, Vectors.cosine(rough, exact, from, vocab));
    }
    return least;
  }

  /**
   * @param least cosine of any row; that of all numbers, and that of the last row, which the answer
   *     begins with, must be {@link #LEAST_COSINE}
   */
  void assertClose(double least) {
    assertThat(rough).hasSameSizeAs(exact);
    assertThat(leastCosine()).isGreaterThanOrEqualTo(least);
    assertThat(Vectors.cosine(rough, exact, 0, exact.length)).isGreaterThanOrEqualTo(LEAST_COSINE);
    assertThat(Vectors.cosine(rough, exact, exact.length - vocab, vocab))
        .isGreaterThanOrEqualTo(LEAST_COSINE);
    int[] expected = Vectors.argmax(exact, vocab);
    int[] found = Vectors.argmax(rough, vocab);
    int compared = 0;
    for (int row = 0; row < expected.length; row++) {
      if (isClear(row, expected[row])) {
        assertThat(found[row]).as("the likeliest token of row %d", row).isEqualTo(expected[row]);
        compared++;
      }
    }
    assertThat(compared).as("rows with a clear winner").isGreaterThan(expected.length / 4);
  }

  private boolean isClear(int row, int best) {
    float second = Float.NEGATIVE_INFINITY;
    float largest = 0;
    for (int column = 0; column < vocab; column++) {
      float logit = exact[row * vocab + column];
      second = column == best ? second : Math.max(second, logit);
      largest = Math.max(largest, Math.abs(logit));
    }
    return exact[row * vocab + best] - second > MARGIN * largest;
  }
}
