package dev.vocostream.model.tensor;

import org.bytedeco.pytorch.Tensor;

/** y = W x + b, or y = W x. */
public final class Linear {
  private final Matrix weight; // [out, in]
  private final Tensor bias; // [out]; null if the layer has none
  private final LowRank change; // null if nothing is learnt beside the weight

  private Linear(Matrix weight, Tensor bias, LowRank change) {
    this.weight = weight;
    this.bias = bias;
    this.change = change;
  }

  /** What weight and bias are multiplied with, once, while they are loaded. */
  public record Factors(double ofWeight, double ofBias) {
    public static final Factors NONE = new Factors(1, 1);
  }

  public static Linear of(Weights weights, String name, int in, int out, boolean withBias) {
    Matrix weight = weights.matrix(name + ".weight", out, in, 1);
    Tensor bias = withBias ? weights.tensor(name + ".bias", out) : null;
    return new Linear(weight, bias, weights.change(name + ".weight", in, out));
  }

  /** With a bias; for a model that is not trained, unless the factors are none. */
  public static Linear of(Weights weights, String name, int in, int out, Factors factors) {
    Matrix weight = weights.matrix(name + ".weight", out, in, factors.ofWeight());
    Tensor bias = Tensors.multiply(weights.tensor(name + ".bias", out), factors.ofBias());
    return new Linear(weight, bias, weights.change(name + ".weight", in, out));
  }

  /** With a weight [out, in] that is there already, such as the embedding a head is tied to. */
  public static Linear of(Weights weights, Tensor weight) {
    return new Linear(weights.matrix(weight), null, null);
  }

  /** [.., in] -> [.., out] */
  public Tensor forward(Tensor x) {
    Tensor y = weight.times(x, bias);
    return change == null ? y : y.add(change.forward(x));
  }
}
