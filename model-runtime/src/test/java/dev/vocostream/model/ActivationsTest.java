package dev.vocostream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  private final Activations three =
      new Activations(3, DType.FP32, new byte[] {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3});

  @Test
  void keepsTheFirstTokensWhenTruncated() {
    assertThat(three.truncate(2).tokens()).isEqualTo(2);
    assertThat(three.truncate(2).bytes()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(three.truncate(3)).isSameAs(three);
  }

  @Test
  void cannotGrowOrVanish() {
    for (int m : new int[] {0, -1, 4}) {
      assertThatThrownBy(() -> three.truncate(m))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a frame of 3 VoCo tokens can be truncated to 1 to 3, not to " + m);
    }
  }

  @Test
  void refusesToTruncateBytesThatAreNotWholeTokens() {
    assertThatThrownBy(() -> new Activations(2, DType.FP32, new byte[7]).truncate(1))
        .hasMessage("7 bytes cannot be the activations of 2 tokens: not a multiple");
  }
}
