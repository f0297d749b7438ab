package dev.vocostream.model.serving;

import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.config.VisionConfig;
import dev.vocostream.model.config.VocoLlamaConfig;

/** How many numbers of a checkpoint are loaded, told from its configuration alone. */
final class ParameterCount {
  private ParameterCount() {}

  /** The layers, the last norm and, unless it is the embedding, the head. */
  static long decoderWithoutEmbedding(DecoderConfig config) {
    long hidden = config.hiddenSize();
    long queries = (long) config.heads() * config.headDim();
    long keys = (long) config.kvHeads() * config.headDim();
    long attention = 2 * hidden * queries + 2 * hidden * keys;
    long feedForward = 3 * hidden * config.intermediateSize();
    long norms = 2 * hidden;
    long biases = config.queryKeyValueBias() ? queries + 2 * keys : 0;
    biases += config.outputBias() ? hidden : 0;
    long head = config.tiedHead() ? 0 : embedding(config);
    return config.layers() * (attention + feedForward + norms + biases) + hidden + head;
  }

  static long embedding(DecoderConfig config) {
    return (long) config.vocabSize() * config.hiddenSize();
  }

  /** The embeddings, the norm behind them and the layers that are run. */
  static long tower(VisionConfig config) {
    long width = config.hiddenSize();
    long inner = config.intermediateSize();
    long patch = 3L * config.patchSize() * config.patchSize() * width;
    long embeddings = width + patch + (1L + config.patches()) * width;
    long attention = 4 * (width * width + width);
    long feedForward = 2 * width * inner + inner + width;
    long norm = 2 * width;
    return embeddings + norm + config.runLayers() * (attention + feedForward + 2 * norm);
  }

  /** Linear layers with bias, the first of them from the tower's width to the decoder's. */
  static long projector(VocoLlamaConfig config) {
    long out = config.decoder().hiddenSize();
    long parameters = 0;
    for (int layer = 0; layer < config.projector().layers(); layer++) {
      parameters += (layer == 0 ? config.vision().hiddenSize() : out) * out + out;
    }
    return parameters;
  }
}
