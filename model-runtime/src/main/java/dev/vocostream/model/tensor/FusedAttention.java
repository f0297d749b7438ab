package dev.vocostream.model.tensor;

import dev.vocostream.model.DType;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention that can be continued: beside what rows read, the logarithm of the sum their softmax
 * divides by. With both, what was read here and what is read elsewhere are one attention (as in
 * FlashAttention, arXiv 2205.14135):
 *
 * <pre>
 *   keys       here            elsewhere
 *   read       a               b
 *   log sum    s               t                 u = log(e^s + e^t)
 *
 *   together   e^(s - u) a  +  e^(t - u) b
 * </pre>
 *
 * libtorch's kernel for the CPU takes keys block by block, never has all scores in memory, and
 * spreads heads and rows over libtorch's threads, which products of one head after the other are
 * not.
 *
 * @param read [H, n, d]
 * @param logSum [H, n, 1]
 */
public record FusedAttention(Tensor read, Tensor logSum) {
  private static final String NAME = "aten::_scaled_dot_product_flash_attention_for_cpu";

  /** Found when it is first needed. */
  private static final class Kernel {
    static final UnboundOperator OPERATOR = new UnboundOperator(NAME);
  }

  /** Whether models on this backend should use it. */
  public static boolean isPossible(Backend backend) {
    return !backend.compute().isCuda() && backend.compute().dtype() == DType.FP32;
  }

  /**
   * Every row reads every key, by softmax(q k^T / sqrt(d)) v.
   *
   * @param q [H, n, d]
   * @param k [Hkv, T, d]; each of its heads serves H / Hkv consecutive query heads
   * @param v [Hkv, T, d]
   */
  public static FusedAttention of(Tensor q, Tensor k, Tensor v) {
    long heads = q.size(0);
    long n = q.size(1);
    Tensor grouped = q.reshape(1, k.size(0), heads / k.size(0) * n, q.size(2));
    List<Tensor> found =
        Scope.keepAll(
            () -> {
              IValueVector stack = stack(grouped, k.unsqueeze(0), v.unsqueeze(0));
              Kernel.OPERATOR.call(stack);
              Tensor read = stack.get(0).toTensor().reshape(heads, n, v.size(2));
              return List.of(read, stack.get(1).toTensor().reshape(heads, n, 1));
            });
    return new FusedAttention(found.get(0), found.get(1));
  }

  private static IValueVector stack(Tensor q, Tensor k, Tensor v) {
    IValue noDropout = new IValue(0.0);
    IValue notCausal = new IValue(false);
    IValue noMask = new IValue();
    IValue defaultScale = new IValue();
    return new IValueVector(
        new IValue(q), new IValue(k), new IValue(v), noDropout, notCausal, noMask, defaultScale);
  }

  /**
   * What was read here, as a part of attention to more keys.
   *
   * @param ofAll the log sum over all keys [H, n, 1]
   * @return [H, n, d]
   */
  public Tensor partOf(Tensor ofAll) {
    return read.mul(logSum.sub(ofAll).exp());
  }
}
