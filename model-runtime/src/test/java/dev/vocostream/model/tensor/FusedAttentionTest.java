package dev.vocostream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedAttentionTest {
  private static final int HEAD_DIM = 16;

  /** One block of the kernel's keys, several, and one that is not full; shared key heads. */
  @ParameterizedTest
  @CsvSource({"4, 4, 1, 5", "4, 2, 7, 600", "6, 2, 40, 1100"})
  void isTheSameAsSoftmaxOverAllKeys(int heads, int kvHeads, int rows, int keys) {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(5);
      Tensor q = torch.randn(heads, rows, HEAD_DIM);
      Tensor k = torch.randn(kvHeads, keys, HEAD_DIM);
      Tensor v = torch.randn(kvHeads, keys, HEAD_DIM);
      Tensor scores = scores(q, k);
      FusedAttention found = FusedAttention.of(q, k, v);

      assertClose(found.read(), Attention.product(torch.softmax(scores, -1), v));
      assertClose(found.logSum(), scores.logsumexp(new long[] {2}, true));
    }
  }

  @Test
  void partsOverDifferentKeysAddUpToAttentionOverAll() {
    try (PointerScope scope = new PointerScope()) {
      torch.manual_seed(6);
      Tensor q = torch.randn(4, 3, HEAD_DIM);
      Tensor k = torch.randn(2, 50, HEAD_DIM).mul(new Scalar(3.0));
      Tensor v = torch.randn(2, 50, HEAD_DIM);
      FusedAttention first = FusedAttention.of(q, k.narrow(1, 0, 31), v.narrow(1, 0, 31));
      FusedAttention rest = FusedAttention.of(q, k.narrow(1, 31, 19), v.narrow(1, 31, 19));
      FusedAttention all = FusedAttention.of(q, k, v);

      Tensor ofAll = torch.logaddexp(first.logSum(), rest.logSum());
      assertClose(ofAll, all.logSum());
      assertClose(first.partOf(ofAll).add(rest.partOf(ofAll)), all.read());
    }
  }

  @Test
  void aCallLeavesNothingBehind() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.randn(2, 3, HEAD_DIM);
      attendInOwnScope(x);
      long before = Pointer.totalCount();
      attendInOwnScope(x);
      assertThat(Pointer.totalCount()).isEqualTo(before);
    }
  }

  @Test
  void isNotForNumbersOf16Bits() {
    assertThat(FusedAttention.isPossible(new Backend(Compute.cpu()))).isTrue();
    Compute half = new Compute("cpu", DType.BF16, 1);
    assertThat(FusedAttention.isPossible(new Backend(half))).isFalse();
  }

  private static void attendInOwnScope(Tensor x) {
    try (PointerScope scope = new PointerScope()) {
      FusedAttention.of(x, x, x);
    }
  }

  private static Tensor scores(Tensor q, Tensor k) {
    return Attention.product(q.mul(new Scalar(1 / Math.sqrt(HEAD_DIM))), k.transpose(1, 2));
  }

  private static void assertClose(Tensor found, Tensor expected) {
    assertThat(found.sizes().vec().get()).isEqualTo(expected.sizes().vec().get());
    float error = Tensors.toFloats(found.sub(expected).abs().max())[0];
    assertThat(error).isCloseTo(0, within(1e-5f));
  }
}
