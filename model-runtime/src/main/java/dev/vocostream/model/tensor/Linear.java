package dev.vocostream.model.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** y = W x + b, or y = W x. */
public final class Linear {
  private final Tensor weight; // [out, in]
  private final Tensor bias; // [out]; null if the layer has none
  private final LowRank change; // null if nothing is learnt beside the weight
  private final boolean readsVectors;

  private Linear(Tensor weight, Tensor bias, LowRank change, Backend backend) {
    this.weight = weight;
    this.bias = bias;
    this.change = change;
    this.readsVectors = backend.readsVectorsFaster();
  }

  public static Linear of(Weights weights, String name, int in, int out, boolean withBias) {
    Tensor weight = weights.tensor(name + ".weight", out, in);
    Tensor bias = withBias ? weights.tensor(name + ".bias", out) : null;
    LowRank change = weights.change(name + ".weight", in, out);
    return new Linear(weight, bias, change, weights.backend());
  }

  /** Shares a weight that is already loaded, for an output head tied to the embedding. */
  public static Linear tied(Weights weights, Tensor weight) {
    return new Linear(weight, null, null, weights.backend());
  }

  /** Multiplies factors into weight and bias, once, before the layer is used. */
  public void scale(double ofWeight, double ofBias) {
    try (PointerScope scope = new PointerScope()) {
      weight.mul_(new Scalar(ofWeight));
      bias.mul_(new Scalar(ofBias));
    }
  }

  /** [.., in] -> [.., out] */
  public Tensor forward(Tensor x) {
    if (readsVectors && change == null && x.numel() == weight.size(1)) {
      return ofOneRow(x);
    }
    Tensor y =
        torch.linear(x, weight, bias == null ? new TensorOptional() : new TensorOptional(bias));
    return change == null ? y : y.add(change.forward(x));
  }

  /** A matrix times one vector reads the matrix once; OpenBLAS's product would copy it first. */
  private Tensor ofOneRow(Tensor x) {
    Tensor vector = x.reshape(-1);
    Tensor y = bias == null ? torch.mv(weight, vector) : torch.addmv(bias, weight, vector);
    long[] shape = new long[(int) x.dim()];
    Arrays.fill(shape, 1);
    shape[shape.length - 1] = weight.size(0);
    return y.view(shape);
  }
}
