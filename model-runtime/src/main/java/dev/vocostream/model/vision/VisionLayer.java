package dev.vocostream.model.vision;

import static dev.vocostream.model.tensor.Attention.attend;
import static dev.vocostream.model.tensor.Attention.merge;
import static dev.vocostream.model.tensor.Attention.split;

import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.tensor.LayerNorm;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One pre-norm layer of the CLIP tower. Every patch sees every patch. */
final class VisionLayer {
  private final int heads;
  private final boolean quickGelu;
  private final LayerNorm norm1;
  private final LayerNorm norm2;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear out;
  private final Linear fc1;
  private final Linear fc2;

  VisionLayer(Weights weights, String name, VisionConfig config) {
    int width = config.hiddenSize();
    heads = config.heads();
    quickGelu = config.quickGelu();
    norm1 = new LayerNorm(weights, name + ".layer_norm1", width, config.layerNormEps());
    norm2 = new LayerNorm(weights, name + ".layer_norm2", width, config.layerNormEps());
    q = Linear.of(weights, name + ".self_attn.q_proj", width, width, true);
    k = Linear.of(weights, name + ".self_attn.k_proj", width, width, true);
    v = Linear.of(weights, name + ".self_attn.v_proj", width, width, true);
    out = Linear.of(weights, name + ".self_attn.out_proj", width, width, true);
    fc1 = Linear.of(weights, name + ".mlp.fc1", width, config.intermediateSize(), true);
    fc2 = Linear.of(weights, name + ".mlp.fc2", config.intermediateSize(), width, true);
  }

  /** [B, 1 + patches, width] -> the same */
  Tensor forward(Tensor x) {
    x = x.add(attention(norm1.forward(x)));
    return x.add(fc2.forward(activate(fc1.forward(norm2.forward(x)))));
  }

  private Tensor attention(Tensor x) {
    Tensor mixed =
        attend(
            split(q.forward(x), heads),
            split(k.forward(x), heads),
            split(v.forward(x), heads)); // [B, heads, 1 + patches, head dim]
    return out.forward(merge(mixed));
  }

  /** CLIP's approximation of GELU, or GELU. */
  private Tensor activate(Tensor x) {
    return quickGelu ? x.mul(new Scalar(1.702f)).sigmoid_().mul_(x) : torch.gelu(x);
  }
}
