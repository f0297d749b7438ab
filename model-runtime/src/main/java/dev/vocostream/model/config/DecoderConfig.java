package dev.vocostream.model.config;

/**
 * A LLaMA-family decoder.
 *
 * @param kvHeads heads of keys and values; each is shared by {@code heads / kvHeads} query heads
 * @param maxPositions positions the weights were made for
 * @param vocabSize rows of the embedding, {@code <voco>} included
 * @param tiedHead whether the embedding is also the output head
 */
public record DecoderConfig(
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int kvHeads,
    int headDim,
    double rmsNormEps,
    double ropeTheta,
    int maxPositions,
    int vocabSize,
    boolean tiedHead) {

  static DecoderConfig read(ConfigFile config) {
    config.only("hidden_act", "silu");
    config.only("attention_bias", false);
    config.only("mlp_bias", false);
    if (config.has("rope_scaling")) {
      config.problem("rope_scaling", "null (scaled positions are not supported yet)", "set");
    }
    int hidden = config.positive("hidden_size");
    int heads = config.positive("num_attention_heads");
    DecoderConfig read =
        new DecoderConfig(
            hidden,
            config.positive("intermediate_size"),
            config.positive("num_hidden_layers"),
            heads,
            config.positive("num_key_value_heads", heads),
            config.positive("head_dim", Math.max(1, hidden / heads)),
            config.number("rms_norm_eps", 1e-6),
            config.number("rope_theta", 10000),
            config.positive("max_position_embeddings"),
            config.positive("vocab_size"),
            config.flag("tie_word_embeddings", false));
    read.check(config);
    return read;
  }

  private void check(ConfigFile config) {
    if (layers < 2) {
      config.problem("num_hidden_layers", "at least 2", layers);
    }
    if (heads % kvHeads != 0) {
      config.problem("num_key_value_heads", "a divisor of the " + heads + " heads", kvHeads);
    }
    if (headDim % 2 != 0) {
      config.problem("head_dim", "even, for the rotation's halves", headDim);
    }
  }
}
