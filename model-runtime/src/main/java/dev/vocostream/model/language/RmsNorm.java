package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** x / sqrt(mean(x^2) + eps), times a weight per column. */
final class RmsNorm {
  private final int size;
  private final Tensor weight; // [hidden]
  private final double eps;

  RmsNorm(Weights weights, String name, int size, double eps) {
    this.size = size;
    this.weight = weights.tensor(name + ".weight", size);
    this.eps = eps;
  }

  /** [.., hidden] -> the same */
  Tensor forward(Tensor x) {
    return torch.rms_norm(
        x, new long[] {size}, new TensorOptional(weight), new DoubleOptional(eps));
  }
}
