package dev.vocostream.model.language;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.tensor.Backend;
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
  private final DecoderConfig config;
  private final Backend backend;
  private final Rope rope;
  private final Tensor embedding; // [vocab, hidden]
  private final List<DecoderLayer> layers = new ArrayList<>();
  private final RmsNorm norm;
  private final Linear head;

  public LlamaDecoder(Weights weights, DecoderConfig config) {
    this.config = config;
    backend = weights.backend();
    int vocab = config.vocabSize();
    int hidden = config.hiddenSize();
    rope = new Rope(backend, config.headDim(), config.ropeTheta());
    embedding = weights.tensor("model.embed_tokens.weight", vocab, hidden);
    for (int i = 0; i < config.layers(); i++) {
      layers.add(new DecoderLayer(weights, i, config));
    }
    weights.requireAllRead("model.layers.");
    norm = new RmsNorm(weights, "model.norm", hidden, config.rmsNormEps());
    head =
        config.tiedHead()
            ? Linear.of(weights, embedding)
            : Linear.of(weights, "lm_head", hidden, vocab, false);
  }

  public DecoderConfig config() {
    return config;
  }

  public Backend backend() {
    return backend;
  }

  public Rope rope() {
    return rope;
  }

  public List<DecoderLayer> layers() {
    return layers;
  }

  /** Token ids [T] -> [1, T, hidden] */
  public Tensor embed(long... ids) {
    return torch.embedding(embedding, backend.longs(ids)).unsqueeze(0);
  }

  /** [B, T, hidden] -> the last layer's hidden states of the rows that ask [B, R, hidden] */
  public Tensor forward(Tensor x, Pass pass) {
    int last = layers.size() - 1;
    for (DecoderLayer layer : layers.subList(0, last)) {
      Tensor rows = x;
      x = Scope.keepOnly(() -> layer.forward(rows, pass));
    }
    Tensor rows = x;
    return Scope.keepOnly(() -> layers.get(last).forwardAsking(rows, pass));
  }

  /** Hidden states [.., hidden] -> logits [.., vocab], 32-bit */
  public Tensor logits(Tensor hidden) {
    return Tensors.toFloat(head.forward(norm.forward(hidden)));
  }
}
