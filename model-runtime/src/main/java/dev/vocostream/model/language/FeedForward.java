package dev.vocostream.model.language;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** SwiGLU: down(silu(gate x) * up x). */
final class FeedForward {
  private final Linear gate;
  private final Linear up;
  private final Linear down;

  FeedForward(Weights weights, String name, DecoderConfig config) {
    int hidden = config.hiddenSize();
    int inner = config.intermediateSize();
    gate = Linear.withoutBias(weights, name + ".gate_proj", hidden, inner);
    up = Linear.withoutBias(weights, name + ".up_proj", hidden, inner);
    down = Linear.withoutBias(weights, name + ".down_proj", inner, hidden);
  }

  /** [B, T, hidden] -> the same */
  Tensor forward(Tensor x) {
    return down.forward(torch.silu(gate.forward(x)).mul(up.forward(x)));
  }
}
