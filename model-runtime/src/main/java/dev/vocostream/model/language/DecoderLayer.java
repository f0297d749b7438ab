package dev.vocostream.model.language;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Weights;
import org.bytedeco.pytorch.Tensor;

/** One layer of the decoder: two residual lines. */
public final class DecoderLayer {
  private final RmsNorm attentionNorm;
  private final SelfAttention attention;
  private final RmsNorm feedForwardNorm;
  private final FeedForward feedForward;

  DecoderLayer(Weights weights, int layer, DecoderConfig config) {
    String name = "model.layers." + layer;
    int hidden = config.hiddenSize();
    double eps = config.rmsNormEps();
    attentionNorm = new RmsNorm(weights, name + ".input_layernorm", hidden, eps);
    attention = new SelfAttention(weights, name + ".self_attn", layer, config);
    feedForwardNorm = new RmsNorm(weights, name + ".post_attention_layernorm", hidden, eps);
    feedForward = new FeedForward(weights, name + ".mlp", config);
  }

  /** [B, T, hidden] -> the same */
  public Tensor forward(Tensor x, Pass pass) {
    Tensor normed = attentionNorm.forward(x);
    x = x.add(attention.forward(normed, normed, pass));
    return x.add(feedForward.forward(feedForwardNorm.forward(x)));
  }

  /** As {@link #forward}, but only the rows that ask go on: [B, T, hidden] -> [B, R, hidden] */
  public Tensor forwardAsking(Tensor x, Pass pass) {
    Tensor normed = attentionNorm.forward(x);
    x = pass.asking(x).add(attention.forward(normed, pass.asking(normed), pass));
    return x.add(feedForward.forward(feedForwardNorm.forward(x)));
  }

  /** Only the keys of these rows, before RoPE: [B, T, hidden] -> [B, Hkv, T, d] */
  public Tensor keys(Tensor x) {
    return attention.keys(attentionNorm.forward(x));
  }

  /** Only the values of these rows: [B, T, hidden] -> [B, Hkv, T, d] */
  public Tensor values(Tensor x) {
    return attention.values(attentionNorm.forward(x));
  }
}
