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
    gate = Linear.of(weights, name + ".gate_proj", hidden, inner, false);
    up = Linear.of(weights, name + ".up_proj", hidden, inner, false);
    down = Linear.of(weights, name + ".down_proj", inner, hidden, false);
  }

  /** [B, T, hidden] -> the same */
  Tensor forward(Tensor x) {
    return down.forward(torch.silu_(gate.forward(x)).mul_(up.forward(x)));
  }
}
