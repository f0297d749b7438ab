package dev.vocostream.model.vision;

import static dev.vocostream.model.tensor.Attention.attend;
import static dev.vocostream.model.tensor.Attention.merge;
import static dev.vocostream.model.tensor.Attention.split;

import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.tensor.LayerNorm;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** One pre-norm layer of the CLIP tower. Every patch sees every patch. */
final class VisionLayer {
  private final int heads;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear out;
  private final VisionMlp mlp;

  VisionLayer(Weights weights, String name, VisionConfig config) {
    int width = config.hiddenSize();
    heads = config.heads();
    norm1 = new LayerNorm(weights, name + ".layer_norm1", width, config.layerNormEps());
    norm2 = new LayerNorm(weights, name + ".layer_norm2", width, config.layerNormEps());
    q = Linear.of(weights, name + ".self_attn.q_proj", width, width, true);
    k = Linear.of(weights, name + ".self_attn.k_proj", width, width, true);
    v = Linear.of(weights, name + ".self_attn.v_proj", width, width, true);
    out = Linear.of(weights, name + ".self_attn.out_proj", width, width, true);
    mlp = new VisionMlp(weights, name + ".mlp", config);
  }

  /** [B, 1 + patches, width] -> the same */
  Tensor forward(Tensor x) {
    x = x.add(attention(norm1.forward(x)));
    return x.add(mlp.forward(norm2.forward(x)));
  }

  private Tensor attention(Tensor x) {
    Tensor mixed =
        attend(
            split(q.forward(x), heads),
            split(k.forward(x), heads),
            split(v.forward(x), heads)); // [B, heads, 1 + patches, head dim]
    return out.forward(merge(mixed));
  }
}
