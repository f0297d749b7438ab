package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** softmax(q k^T / sqrt(d)) v, and the reshaping around it. */
public final class Attention {
  private Attention() {}

  /** [B, T, heads * d] -> [B, heads, T, d] */
  public static Tensor split(Tensor x, int heads) {
    long width = x.size(2);
    return x.view(x.size(0), x.size(1), heads, width / heads).transpose(1, 2);
  }

  /** [B, heads, T, d] -> [B, T, heads * d] */
  public static Tensor merge(Tensor x) {
    return x.transpose(1, 2).reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
  }

  /** Every query reads every key. */
  public static Tensor attend(Tensor q, Tensor k, Tensor v) {
    return attend(q, k, v, new TensorOptional(), false);
  }

  /** Row i reads keys 0 to i. As many queries as keys, else libtorch would misalign them. */
  public static Tensor attendCausally(Tensor q, Tensor k, Tensor v) {
    if (q.size(2) != k.size(2)) {
      throw new IllegalArgumentException(
          "a causal flag needs as many queries as keys, had %d and %d"
              .formatted(q.size(2), k.size(2)));
    }
    return attend(q, k, v, new TensorOptional(), true);
  }

  /**
   * @param q [B, H, R, d]
   * @param k [B, Hkv, T, d]; each of its heads serves H / Hkv consecutive query heads
   * @param v [B, Hkv, T, d]
   * @param mask bool [R, T], true = may attend
   * @return [B, H, R, d]
   */
  public static Tensor attend(Tensor q, Tensor k, Tensor v, Tensor mask) {
    return attend(q, k, v, new TensorOptional(mask), false);
  }

  /** [H, n, x] times [Hkv, x, y]: each key head serves H / Hkv consecutive query heads. */
  public static Tensor product(Tensor ofHeads, Tensor ofKvHeads) {
    long heads = ofHeads.size(0);
    long n = ofHeads.size(1);
    long kvHeads = ofKvHeads.size(0);
    Tensor grouped = ofHeads.reshape(kvHeads, heads / kvHeads * n, ofHeads.size(2));
    return grouped.bmm(ofKvHeads).view(heads, n, ofKvHeads.size(2));
  }

  private static Tensor attend(Tensor q, Tensor k, Tensor v, TensorOptional mask, boolean causal) {
    boolean grouped = q.size(1) != k.size(1);
    return torch.scaled_dot_product_attention(
        q, k, v, mask, 0.0, causal, new DoubleOptional(), grouped);
  }
}
