package dev.vocostream.model.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a {@code config.json} is laid out, and its parts by one set of names.
 *
 * <pre>
 *   LLaVA       the decoder's keys beside mm_projector_type, mm_vision_select_layer, ..
 *   llava-hf    text_config {..}, vision_config {..}, vision_feature_layer, ..
 * </pre>
 *
 * @param config the whole file
 * @param text the decoder's keys
 */
record CheckpointLayout(
    boolean huggingFace, DecoderFamily family, ConfigFile config, ConfigFile text) {
  private static final String HUGGING_FACE = "LlavaForConditionalGeneration";
  private static final Map<String, DecoderFamily> ARCHITECTURES =
      new TreeMap<>(
          Map.of(
              HUGGING_FACE,
              DecoderFamily.LLAMA,
              "LlavaLlamaForCausalLM",
              DecoderFamily.LLAMA,
              "LlavaQwenForCausalLM",
              DecoderFamily.QWEN2,
              "Qwen2ForCausalLM",
              DecoderFamily.QWEN2));
  private static final Map<String, DecoderFamily> MODEL_TYPES =
      new TreeMap<>(
          Map.of(
              "llava", DecoderFamily.LLAMA,
              "llava_llama", DecoderFamily.LLAMA,
              "llava_qwen", DecoderFamily.QWEN2,
              "qwen2", DecoderFamily.QWEN2));
  private static final Map<String, DecoderFamily> TEXT_TYPES =
      new TreeMap<>(Map.of("llama", DecoderFamily.LLAMA, "qwen2", DecoderFamily.QWEN2));

  static CheckpointLayout of(ConfigFile config) {
    List<String> architectures = config.texts("architectures", List.of());
    DecoderFamily family = DecoderFamily.LLAMA;
    for (String architecture : architectures) {
      family = known(config, "architectures", architecture, ARCHITECTURES);
    }
    if (architectures.isEmpty() || config.has("model_type")) {
      DecoderFamily ofType =
          known(config, "model_type", config.text("model_type", "missing"), MODEL_TYPES);
      family = ofType == DecoderFamily.QWEN2 ? ofType : family;
    }
    if (!architectures.contains(HUGGING_FACE) && !config.has("text_config")) {
      return new CheckpointLayout(false, family, config, config);
    }
    ConfigFile text = config.section("text_config");
    family = known(text, "model_type", text.text("model_type", "llama"), TEXT_TYPES);
    return new CheckpointLayout(true, family, config, text.withDefaults(family.defaults()));
  }

  private static DecoderFamily known(
      ConfigFile file, String key, String name, Map<String, DecoderFamily> known) {
    if (!known.containsKey(name)) {
      file.problem(key, "one of " + String.join(", ", known.keySet()), name);
    }
    return known.getOrDefault(name, DecoderFamily.LLAMA);
  }

  /** Which of the tower's hidden states is used; negative ones count from the last. */
  int selectedLayer() {
    return config.integer(huggingFace ? "vision_feature_layer" : "mm_vision_select_layer", -2);
  }

  /** Whether the class token is kept: {@code full} there is {@code cls_patch} here. */
  boolean keepsClassToken() {
    String key = huggingFace ? "vision_feature_select_strategy" : "mm_vision_select_feature";
    String without = huggingFace ? "default" : "patch";
    String with = huggingFace ? "full" : "cls_patch";
    String feature = config.text(key, without);
    if (!feature.equals(with) && !feature.equals(without)) {
      config.problem(key, without + " or " + with, feature);
    }
    return feature.equals(with);
  }
}
