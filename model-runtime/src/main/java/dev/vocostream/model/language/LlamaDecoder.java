package dev.vocostream.model.language;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Linear;
import dev.vocostream.model.tensor.Scope;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A LLaMA-family decoder. Its weights never change; what changes is in the {@link Pass}. */
public final class LlamaDecoder {
  private final Rope rope;
  private final Tensor embedding; // [vocab, hidden]
  private final List<DecoderLayer> layers = new ArrayList<>();
  private final RmsNorm norm;
  private final Linear head;

  public LlamaDecoder(Weights weights, DecoderConfig config) {
    int vocab = config.vocabSize();
    int hidden = config.hiddenSize();
    rope = new Rope(config.headDim(), config.ropeTheta());
    embedding = weights.tensor("model.embed_tokens.weight", vocab, hidden);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new DecoderLayer(weights, i, config));
    }
    norm = new RmsNorm(weights, "model.norm", hidden, config.rmsNormEps());
    head =
        config.tiedHead()
            ? Linear.tied(embedding)
            : Linear.withoutBias(weights, "lm_head", hidden, vocab);
  }

  public Rope rope() {
    return rope;
  }

  public List<DecoderLayer> layers() {
    return layers;
  }

  /** Token ids [T] -> [1, T, hidden] */
  public Tensor embed(long... ids) {
    return torch.embedding(embedding, Tensors.of(ids)).unsqueeze(0);
  }

  /** [B, T, hidden] -> the last layer's hidden states [B, T, hidden] */
  public Tensor forward(Tensor x, Pass pass) {
    for (DecoderLayer layer : layers) {
      Tensor rows = x;
      x = Scope.keepOnly(() -> layer.forward(rows, pass));
    }
    return x;
  }

  /** Hidden states [.., hidden] -> logits [.., vocab] */
  public Tensor logits(Tensor hidden) {
    return head.forward(norm.forward(hidden));
  }
}
