package dev.vocostream.model.training;

import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Sizes of weights that were drawn and are about to be trained. Positions must be as loud as
 * patches, or the tower never learns where anything is; what each layer adds must be small, or deep
 * models start in noise.
 */
final class FreshWeights {
  private static final double POSITION_DEVIATION = 0.5;

  private FreshWeights() {}

  static void prepare(Map<String, Tensor> parameters, int decoderLayers) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      parameters.forEach(
          (name, tensor) -> {
            if (name.endsWith("position_embedding.weight")) {
              tensor.mul_(new Scalar(POSITION_DEVIATION / tensor.std().item_double()));
            }
            if (name.endsWith("self_attn.o_proj.weight") || name.endsWith("down_proj.weight")) {
              tensor.mul_(new Scalar(1 / Math.sqrt(2.0 * decoderLayers)));
            }
          });
    }
  }
}
