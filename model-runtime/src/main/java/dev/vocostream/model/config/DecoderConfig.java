package dev.vocostream.model.config;

/**
 * A LLaMA-family decoder.
 *
 * @param kvHeads heads of keys and values; each is shared by {@code heads / kvHeads} query heads
 * @param maxPositions positions the weights were made for
 * @param vocabSize rows of the embedding, {@code <voco>} included
 * @param tiedHead whether the embedding is also the output head
 * @param queryKeyValueBias whether the projections to queries, keys and values have a bias
 * @param outputBias whether the projection behind the attention has a bias
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
    boolean tiedHead,
    boolean queryKeyValueBias,
    boolean outputBias) {

  static DecoderConfig read(CheckpointLayout layout) {
    ConfigFile config = layout.text();
    config.only("hidden_act", "silu");
    config.only("mlp_bias", false);
    config.only("use_sliding_window", false);
    boolean qwen2 = layout.family() == DecoderFamily.QWEN2;
    boolean bias = config.flag("attention_bias", false);
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
            ropeTheta(config),
            config.positive("max_position_embeddings"),
            config.positive("vocab_size"),
            config.flag("tie_word_embeddings", tiedAbove(layout)),
            bias || qwen2,
            bias && !qwen2);
    read.check(config);
    return read;
  }

  private static boolean tiedAbove(CheckpointLayout layout) {
    return layout.huggingFace() && layout.config().flag("tie_word_embeddings", false);
  }

  /** Newer files say it in {@code rope_parameters}, older ones in two keys. */
  private static double ropeTheta(ConfigFile config) {
    for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
      ConfigFile rope = config.section(key);
      String olderName = rope.text("type", key.equals("rope_scaling") ? "missing" : "default");
      String type = rope.text("rope_type", olderName);
      if (config.has(key) && !type.equals("default")) {
        config.problem(
            key, "null or of rope_type default (scaled positions are not supported)", type);
      }
      rope.only("partial_rotary_factor", "1.0");
    }
    double theta = config.number("rope_theta", 10000);
    return config.section("rope_parameters").number("rope_theta", theta);
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
