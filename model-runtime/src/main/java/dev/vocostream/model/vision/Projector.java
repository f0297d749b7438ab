package dev.vocostream.model.vision;

import dev.vocostream.model.config.ProjectorConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Leads vision features to the decoder's width: linear layers with (exact) GELU between them. */
public final class Projector {
  private final List<Linear> layers = new ArrayList<>();

  public Projector(Weights weights, ProjectorConfig config, int in, int out) {
    for (int i = 0; i < config.layers(); i++) {
      layers.add(Linear.of(weights, config.layerName(i), i == 0 ? in : out, out, true));
    }
  }

  /** [B, tokens, vision width] -> [B, tokens, hidden] */
  public Tensor forward(Tensor features) {
    Tensor x = features; // as it is, where the checkpoint has no layer
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).forward(i == 0 ? x : torch.gelu(x));
    }
    return x;
  }
}
