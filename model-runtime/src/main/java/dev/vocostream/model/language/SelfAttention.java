package dev.vocostream.model.language;

import static dev.vocostream.model.tensor.Attention.split;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** The projections around attention, with as few key heads as the checkpoint has. */
final class SelfAttention {
  private final int layer;
  private final int heads;
  private final int kvHeads;
  private final Linear q;
  private final Linear k;
  private final Linear v;
  private final Linear out;

  SelfAttention(Weights weights, String name, int layer, DecoderConfig config) {
    this.layer = layer;
    this.heads = config.heads();
    this.kvHeads = config.kvHeads();
    int hidden = config.hiddenSize();
    int width = heads * config.headDim();
    int kvWidth = kvHeads * config.headDim();
    q = Linear.of(weights, name + ".q_proj", hidden, width, config.queryKeyValueBias());
    k = Linear.of(weights, name + ".k_proj", hidden, kvWidth, config.queryKeyValueBias());
    v = Linear.of(weights, name + ".v_proj", hidden, kvWidth, config.queryKeyValueBias());
    out = Linear.of(weights, name + ".o_proj", width, hidden, config.outputBias());
  }

  /**
   * @param x the rows that are read: [B, T, hidden]
   * @param asking the rows that read: x itself, or [B, R, hidden]
   */
  Tensor forward(Tensor x, Tensor asking, Pass pass) {
    return out.forward(pass.attend(layer, split(q.forward(asking), heads), keys(x), values(x)));
  }

  /** [B, T, hidden] -> before RoPE [B, Hkv, T, d] */
  Tensor keys(Tensor x) {
    return split(k.forward(x), kvHeads);
  }

  /** [B, T, hidden] -> [B, Hkv, T, d] */
  Tensor values(Tensor x) {
    return split(v.forward(x), kvHeads);
  }
}
