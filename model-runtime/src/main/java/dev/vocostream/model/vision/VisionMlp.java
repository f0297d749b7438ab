package dev.vocostream.model.vision;

import dev.vocostream.model.DType;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Linear.Factors;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * fc2(activation(fc1 x)). CLIP's activation is an approximation of GELU:
 *
 * <pre>
 *   x * sigmoid(1.702 x)  =  silu(1.702 x) / 1.702
 * </pre>
 *
 * On the right both factors can be part of the weights, and what is left is one pass in place over
 * the largest tensor of the tower instead of three. Not in 16 bits, where the weights would be
 * rounded once more.
 */
final class VisionMlp {
  private static final double QUICK = 1.702f;
  private static final Factors INTO = new Factors(QUICK, QUICK);
  private static final Factors OUT_OF = new Factors(1 / QUICK, 1);

  private final boolean quickGelu;
  private final boolean folded;
  private final Linear fc1;
  private final Linear fc2;

  VisionMlp(Weights weights, String name, VisionConfig config) {
    int width = config.hiddenSize();
    int inner = config.intermediateSize();
    quickGelu = config.quickGelu();
    boolean exact = weights.backend().compute().dtype() == DType.FP32;
    folded = quickGelu && exact && !weights.isTrainable();
    fc1 = Linear.of(weights, name + ".fc1", width, inner, folded ? INTO : Factors.NONE);
    fc2 = Linear.of(weights, name + ".fc2", inner, width, folded ? OUT_OF : Factors.NONE);
  }

  /** [B, T, width] -> the same */
  Tensor forward(Tensor x) {
    return fc2.forward(activate(fc1.forward(x)));
  }

  private Tensor activate(Tensor x) {
    if (folded) {
      return torch.silu_(x);
    }
    return quickGelu ? x.mul(x.mul(new Scalar(QUICK)).sigmoid()) : torch.gelu(x);
  }
}
