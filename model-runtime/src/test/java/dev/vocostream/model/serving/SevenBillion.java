package dev.vocostream.model.serving;

import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of VoCo-LLaMA 7B, without any weights. */
final class SevenBillion {
  private static final String CONFIG =
      """
      {%s'model_type': 'llava_llama', 'hidden_size': 4096, 'intermediate_size': 11008, 'num_hidden_layers': 32,
       'num_attention_heads': 32, 'max_position_embeddings': 4096, 'vocab_size': 32001,
       'rms_norm_eps': 1e-5, 'hidden_act': 'silu', 'mm_projector_type': 'mlp2x_gelu',
       'mm_vision_select_layer': -2, 'image_aspect_ratio': 'pad', 'voco_tokens': 2,
       'vision_config': {'image_size': 336, 'patch_size': 14, 'hidden_size': 1024,
         'intermediate_size': 4096, 'num_hidden_layers': 24, 'num_attention_heads': 16,
         'hidden_act': 'quick_gelu'}}
      """;

  private static final String PREPROCESSOR =
      """
      {'crop_size': 336, 'resample': 3, 'image_mean': [0.5, 0.5, 0.5],
       'image_std': [0.3, 0.3, 0.3]}
      """;

  private SevenBillion() {}

  /**
   * @param more keys of config.json, each with a comma behind it; quotes may be single
   */
  static VocoLlamaConfig write(Path directory, String more) throws IOException {
    Files.writeString(directory.resolve("config.json"), json(CONFIG.formatted(more)));
    Files.writeString(directory.resolve("preprocessor_config.json"), json(PREPROCESSOR));
    Files.writeString(directory.resolve("added_tokens.json"), json("{'<voco>': 32000}"));
    return VocoLlamaConfig.read(directory);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
