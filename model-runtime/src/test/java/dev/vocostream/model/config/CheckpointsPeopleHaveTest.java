package dev.vocostream.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations as LLaVA and Hugging Face write them, shortened to the keys that matter. */
class CheckpointsPeopleHaveTest {
  private static final DecoderConfig VICUNA_7B =
      new DecoderConfig(
          4096, 11008, 32, 32, 32, 128, 1e-5, 10000, 4096, 32064, false, false, false);
  private static final VisionConfig CLIP_LARGE =
      new VisionConfig(336, 14, 1024, 4096, 16, 1e-5, 23, false, true);

  @TempDir Path directory;

  @Test
  void readsWhatHuggingFaceLeavesOutAsItsOwnValues() throws IOException {
    write(
        "config.json",
        """
        {"architectures": ["LlavaForConditionalGeneration"], "model_type": "llava",
         "image_token_index": 32000, "vision_feature_layer": -2, "projector_hidden_act": "gelu",
         "vision_feature_select_strategy": "default", "voco_tokens": 2,
         "text_config": {"model_type": "llama", "max_position_embeddings": 4096,
                         "rms_norm_eps": 1e-05, "vocab_size": 32064}}
        """);
    write("added_tokens.json", "{\"<image>\": 32000, \"<pad>\": 32001, \"<voco>\": 32002}");

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.decoder()).isEqualTo(VICUNA_7B);
    assertThat(config.vision()).isEqualTo(CLIP_LARGE);
    assertThat(config.projector()).isEqualTo(new ProjectorConfig("mlp2x_gelu", 2));
    assertThat(config.tokens()).isEqualTo(new TokenConfig(1, List.of(2), 32002, 2));
    assertThat(config.image().size()).isEqualTo(336);
    assertThat(config.image().pad()).isFalse();
  }

  @Test
  void readsTheFormOfNewerFiles() throws IOException {
    write(
        "config.json",
        """
        {"model_type": "llava", "vision_feature_layer": 11,
         "vision_feature_select_strategy": "full", "tie_word_embeddings": true,
         "text_config": {"model_type": "llama", "num_key_value_heads": 8, "head_dim": 64,
             "attention_bias": true,
             "rope_parameters": {"rope_theta": 500000.0, "rope_type": "default"}},
         "vision_config": {"model_type": "clip_vision_model", "hidden_act": "gelu"}}
        """);
    write(
        "processor_config.json",
        """
        {"image_processor": {"crop_size": {"height": 224, "width": 224}, "do_pad": true,
         "image_mean": [0.5, 0.5, 0.5], "image_std": [1, 1, 1], "resample": 3,
         "size": {"shortest_edge": 224}}, "processor_class": "LlavaProcessor"}
        """);

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.decoder())
        .isEqualTo(
            new DecoderConfig(
                4096, 11008, 32, 32, 8, 64, 1e-6, 500000, 2048, 32000, true, true, true));
    assertThat(config.vision())
        .isEqualTo(new VisionConfig(224, 32, 768, 3072, 12, 1e-5, 11, true, false));
    assertThat(config.image())
        .isEqualTo(new ImageConfig(224, List.of(.5f, .5f, .5f), List.of(1f, 1f, 1f), true));
  }

  @Test
  void readsPlainLlavaForTrainingButNotForCompressing() throws IOException {
    write("config.json", llava("openai/clip-vit-large-patch14-336", ""));

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.vision()).isEqualTo(CLIP_LARGE);
    assertThat(config.image().pad()).isTrue();
    assertThat(config.canCompress()).isFalse();
    assertThat(config.tokens()).isEqualTo(new TokenConfig(1, List.of(2), TokenConfig.NONE, 0));
    assertThatThrownBy(config::requireVoco)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(
            "a plain LLaVA checkpoint cannot compress; give it the row with voco model grow");
  }

  @Test
  void givesQwen2ItsBiasAndNoStartToken() throws IOException {
    write(
        "config.json",
        llava("clip-vit-large-patch14", "\"bos_token_id\": 9, \"eos_token_id\": [8, 7],")
            .replace("llava_llama", "llava_qwen")
            .replace("LlavaLlama", "LlavaQwen"));

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.decoder().queryKeyValueBias()).isTrue();
    assertThat(config.decoder().outputBias()).isFalse();
    assertThat(config.tokens().bos()).isEqualTo(TokenConfig.NONE);
    assertThat(config.tokens().stops()).containsExactly(8, 7);
    assertThat(config.tokens().eos()).isEqualTo(8);
    assertThat(config.vision().imageSize()).isEqualTo(224);
  }

  @Test
  void takesAQwen2TextConfigForWhatItIs() throws IOException {
    write(
        "config.json",
        """
        {"model_type": "llava", "text_config": {"model_type": "qwen2", "hidden_size": 896,
         "num_attention_heads": 14, "num_key_value_heads": 2, "eos_token_id": 151645}}
        """);

    DecoderConfig decoder = VocoLlamaConfig.read(directory).decoder();

    assertThat(decoder.queryKeyValueBias()).isTrue();
    assertThat(decoder.vocabSize()).isEqualTo(151936);
    assertThat(decoder.maxPositions()).isEqualTo(32768);
  }

  @ParameterizedTest
  @CsvSource({
    "clip, clip",
    "openai/clip-vit-large-patch14-336, vision_tower",
    "not-there, vision_tower",
    "../elsewhere, vision_tower"
  })
  void findsTheTowerInItsOwnDirectory(String named, String found) throws IOException {
    write("config.json", llava(named, "").replace("\"mm_hidden_size\": 1024,", ""));
    Files.createDirectory(directory.resolve(found));
    write(
        found + "/config.json",
        """
        {"model_type": "clip", "vision_config": {"image_size": 96, "patch_size": 16,
         "hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 3}}
        """);
    write(
        found + "/preprocessor_config.json",
        "{\"size\": 96, \"image_mean\": [0, 0, 0], \"image_std\": [1, 1, 1]}");

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.vision())
        .isEqualTo(new VisionConfig(96, 16, 64, 3072, 4, 1e-5, 2, false, true));
    assertThat(config.image().mean()).containsExactly(0f, 0f, 0f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../clip", "/etc", "eva-g", ".."})
  void refusesATowerThatIsNeitherKnownNorInside(String tower) throws IOException {
    write("config.json", llava(tower, ""));

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("missing, and mm_vision_tower " + tower);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokenizer_config.json|{'added_tokens_decoder': {'31999': {'content': '<voco>'}}}",
        "tokenizer.json|{'model': {'vocab': {'<voco>': 5}}, 'added_tokens':"
            + " [{'id': 3, 'content': '</s>'}, {'id': 31999, 'content': '<voco>'}]}",
        "added_tokens.json|{'<voco>': 31999}"
      })
  void looksTheVocoTokenUpInEveryFileThatMayHaveIt(String file) throws IOException {
    write("config.json", llava("clip-vit-large-patch14", "\"voco_tokens\": 4,"));
    write(file.split("\\|")[0], file.split("\\|")[1].replace('\'', '"'));

    assertThat(VocoLlamaConfig.read(directory).tokens())
        .isEqualTo(new TokenConfig(1, List.of(2), 31999, 4));
  }

  @Test
  void refusesFilesThatDisagreeAboutTheVocoToken() throws IOException {
    write("config.json", llava("clip-vit-large-patch14", "\"voco_tokens\": 4,"));
    write("added_tokens.json", "{\"<voco>\": 31999}");
    write("tokenizer.json", "{\"added_tokens\": [{\"id\": 31998, \"content\": \"<voco>\"}]}");

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .hasMessageContaining("<voco> must be one id in all of the tokenizer's files")
        .hasMessageContaining("[31998, 31999]");
  }

  @Test
  void refusesTheImageTokensIdForTheVocoToken() throws IOException {
    write(
        "config.json",
        llava("clip-vit-large-patch14", "\"voco_tokens\": 4,\"image_token_index\": 31999,"));
    write("added_tokens.json", "{\"<voco>\": 31999}");

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .hasMessageContaining("image_token_index must be another id than that of <voco>");
  }

  @Test
  void refusesPicturesThatWouldBePreparedOtherwise() throws IOException {
    write("config.json", llava("clip-vit-large-patch14", "").replace("\"pad\"", "\"square\""));
    write(
        "preprocessor_config.json",
        """
        {"crop_size": 224, "size": {"height": 224, "width": 224}, "do_normalize": false,
         "image_mean": [0, 0, 0], "image_std": [1, 1, 1], "do_center_crop": false}
        """);

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .hasMessageContaining("size must be {\"shortest_edge\": 224}")
        .hasMessageContaining("do_center_crop must be true")
        .hasMessageContaining("do_normalize must be true");
  }

  private static String llava(String tower, String more) {
    return """
    {%s "architectures": ["LlavaLlamaForCausalLM"], "model_type": "llava_llama",
     "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32,
     "num_attention_heads": 32, "num_key_value_heads": 32, "rms_norm_eps": 1e-05,
     "max_position_embeddings": 4096, "vocab_size": 32000, "rope_scaling": null,
     "mm_projector_type": "mlp2x_gelu", "mm_vision_tower": "%s", "mm_hidden_size": 1024,
     "mm_vision_select_layer": -2, "mm_vision_select_feature": "patch",
     "mm_patch_merge_type": "flat", "image_aspect_ratio": "pad"}
    """
        .formatted(more, tower);
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(directory.resolve(file), content);
  }
}
