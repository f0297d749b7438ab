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
    x = x.add(attention.forward(attentionNorm.forward(x), (int) x.size(1), pass));
    return x.add(feedForward.forward(feedForwardNorm.forward(x)));
  }

  /** As {@link #forward}, but only the last rows go on: [B, T, hidden] -> [B, rows, hidden] */
  public Tensor forwardLast(int rows, Tensor x, Pass pass) {
    Tensor attended = attention.forward(attentionNorm.forward(x), rows, pass);
    x = x.narrow(1, x.size(1) - rows, rows).add(attended);
    return x.add(feedForward.forward(feedForwardNorm.forward(x)));
  }

  /** Only puts keys and values of these rows: [B, T, hidden] -> nothing */
  public void putOnly(Tensor x, Pass pass) {
    attention.put(attentionNorm.forward(x), pass);
  }
}
