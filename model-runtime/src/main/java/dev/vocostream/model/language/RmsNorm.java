package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** x / sqrt(mean(x^2) + eps), times a weight per column. */
final class RmsNorm {
  private final Tensor weight; // [hidden]
  private final double eps;

  RmsNorm(Weights weights, String name, int hidden, double eps) {
    this.weight = weights.tensor(name + ".weight", hidden);
    this.eps = eps;
  }

  /** [.., hidden] -> the same */
  Tensor forward(Tensor x) {
    Tensor meanSquare = x.square().mean(new long[] {-1}, true, new ScalarTypeOptional());
    return weight.mul(x.mul(meanSquare.add(new Scalar(eps)).rsqrt()));
  }
}
