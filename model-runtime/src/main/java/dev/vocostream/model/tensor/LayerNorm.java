package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Layer normalisation over the last dimension. */
public final class LayerNorm {
  private final int size;
  private final Tensor weight; // [size]
  private final Tensor bias; // [size]
  private final double eps;

  public LayerNorm(Weights weights, String name, int size, double eps) {
    this.size = size;
    this.weight = weights.tensor(name + ".weight", size);
    this.bias = weights.tensor(name + ".bias", size);
    this.eps = eps;
  }

  /** [.., size] -> the same */
  public Tensor forward(Tensor x) {
    return torch.layer_norm(
        x, new long[] {size}, new TensorOptional(weight), new TensorOptional(bias), eps, true);
  }
}
