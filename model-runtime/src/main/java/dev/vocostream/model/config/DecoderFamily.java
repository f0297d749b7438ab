package dev.vocostream.model.config;

import java.util.Map;

/**
 * The decoders that are understood, and what their configurations leave out: Hugging Face writes
 * only what differs from a family's own values.
 */
enum DecoderFamily {
  LLAMA(
      Map.of(
          "hidden_size", 4096,
          "intermediate_size", 11008,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "max_position_embeddings", 2048,
          "vocab_size", 32000)),
  /** Like LLaMA, with a bias on queries, keys and values that no key announces. */
  QWEN2(
      Map.of(
          "hidden_size", 4096,
          "intermediate_size", 22016,
          "num_hidden_layers", 32,
          "num_attention_heads", 32,
          "num_key_value_heads", 32,
          "max_position_embeddings", 32768,
          "vocab_size", 151936));

  private final Map<String, Integer> defaults;

  DecoderFamily(Map<String, Integer> defaults) {
    this.defaults = defaults;
  }

  /** Sizes by their keys in a {@code text_config}. */
  Map<String, Integer> defaults() {
    return defaults;
  }
}
