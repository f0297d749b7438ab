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
    return attend(q, k, v, new TensorOptional());
  }

  /**
   * @param q [B, H, R, d]
   * @param k [B, Hkv, T, d]; each of its heads serves H / Hkv consecutive query heads
   * @param v [B, Hkv, T, d]
   * @param mask bool [R, T], true = may attend; or empty. Never libtorch's own causal flag: with R
   *     != T it aligns to the upper left, which hides the cache from the newest row
   * @return [B, H, R, d]
   */
  public static Tensor attend(Tensor q, Tensor k, Tensor v, TensorOptional mask) {
    boolean grouped = q.size(1) != k.size(1);
    return torch.scaled_dot_product_attention(
        q, k, v, mask, 0.0, false, new DoubleOptional(), grouped);
  }
}
