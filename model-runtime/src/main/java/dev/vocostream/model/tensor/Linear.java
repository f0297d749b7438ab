package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** y = W x + b, or y = W x. */
public final class Linear {
  private final Tensor weight; // [out, in]
  private final Tensor bias; // [out]; null if the layer has none

  private Linear(Tensor weight, Tensor bias) {
    this.weight = weight;
    this.bias = bias;
  }

  public static Linear withBias(Weights weights, String name, int in, int out) {
    return new Linear(
        weights.tensor(name + ".weight", out, in), weights.tensor(name + ".bias", out));
  }

  public static Linear withoutBias(Weights weights, String name, int in, int out) {
    return new Linear(weights.tensor(name + ".weight", out, in), null);
  }

  /** Shares a weight that is already loaded, for an output head tied to the embedding. */
  public static Linear tied(Tensor weight) {
    return new Linear(weight, null);
  }

  /** [.., in] -> [.., out] */
  public Tensor forward(Tensor x) {
    return bias == null ? torch.linear(x, weight) : torch.linear(x, weight, bias);
  }
}
