package dev.vocostream.model.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.DType;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocoLlamaConfigTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;

  @BeforeEach
  void copyAValidCheckpoint() throws IOException {
    for (String name : new String[] {"config", "preprocessor_config", "added_tokens"}) {
      Files.copy(Checkpoints.tiny().resolve(name + ".json"), directory.resolve(name + ".json"));
    }
  }

  @Test
  void takesSizesAndTokenIdsFromTheCheckpoint() {
    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.decoder())
        .isEqualTo(
            new DecoderConfig(128, 352, 4, 4, 2, 32, 1e-5, 10000, 2048, 501, false, false, false));
    assertThat(config.vision())
        .isEqualTo(new VisionConfig(96, 16, 64, 256, 4, 1e-5, 2, false, true));
    assertThat(config.vision().tokens()).isEqualTo(36);
    assertThat(config.tokens()).isEqualTo(new TokenConfig(1, List.of(2), 500, 2));
    assertThat(config.bytesPerToken(DType.FP16)).isEqualTo(2 * 4 * 2 * 32 * 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "hidden_size | null | hidden_size must be a positive integer, was null",
        "hidden_size | -4 | hidden_size must be a positive integer, was -4",
        "num_key_value_heads | 3 | num_key_value_heads must be a divisor of the 4 heads, was 3",
        "head_dim | 31 | head_dim must be even, for the rotation's halves, was 31",
        "rope_scaling | {} | rope_scaling must be null",
        "hidden_act | 'gelu' | hidden_act must be silu (nothing else is supported yet)",
        "mm_projector_type | 'identity' | linear or an MLP, as the tower's width 64 is not the"
            + " decoder's 128",
        "mm_projector_type | 'mlp2x_relu' | mm_projector_type must be linear, identity or mlp1x",
        "mm_hidden_size | 65 | mm_hidden_size must be 64",
        "mlp_bias | true | mlp_bias must be false",
        "rope_scaling | {'type': 'linear', 'factor': 4} | (scaled positions are not supported), was"
            + " linear",
        "rope_parameters | {'rope_type': 'llama3'} | (scaled positions are not supported), was"
            + " llama3",
        "rope_parameters | {'partial_rotary_factor': 0.5} | partial_rotary_factor must be 1.0",
        "model_type | 'llava_next' | model_type must be one of llava, llava_llama, llava_qwen,"
            + " qwen2, was llava_next",
        "architectures | ['BertModel'] | LlavaLlamaForCausalLM, LlavaQwenForCausalLM,"
            + " Qwen2ForCausalLM, was BertModel",
        "voco_system | 'film' | voco_system must be one of image, video, video-careful,"
            + " video-careful-polite",
        "voco_yes | [] | voco_yes must be a list of strings",
        "voco_yes | ['no'] | voco_no must be words that are not in voco_yes [no]",
        "voco_yes_no_scale | -1 | voco_yes_no_scale must be a positive number",
        "voco_yes_no_bias | 'x' | voco_yes_no_bias must be a number",
        "voco_token_id | 7 | voco_token_id must be 500",
        "eos_token_id | [2, -1] | eos_token_id must be a token id or a list of token ids",
        "eos_token_id | 501 | eos_token_id must be below vocab_size 501, was 501",
        "hybrid | 1 | hybrid must be true or false",
        "mm_vision_select_layer | -5 | mm_vision_select_layer must be a hidden state of 3 layers",
        "mm_vision_select_feature | 'all' | must be patch or cls_patch, was all",
        "mm_patch_merge_type | 'spatial' | mm_patch_merge_type must be flat",
        "image_aspect_ratio | 'anyres' | image_aspect_ratio must be pad or square",
        "mm_use_im_start_end | true | mm_use_im_start_end must be false",
        "voco_tokens | null | voco_tokens must be a positive integer",
        "vision_config | null | vision_config must be a JSON object, unless mm_vision_tower is",
        "vocab_size | 500 | <voco> must be below vocab_size 500, was 500",
        "trained | 'no' | trained must be true or false, was",
      })
  void namesTheKeyWhatWasExpectedAndWhatWasFound(String key, String value, String message)
      throws IOException {
    change("config.json", key, value);

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(message);
  }

  @Test
  void reportsAllProblemsOfAllFilesTogether() throws IOException {
    change("config.json", "num_hidden_layers", "0");
    change("preprocessor_config.json", "crop_size", "224");
    change("added_tokens.json", "<voco>", "'x'");

    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .hasMessageContaining("num_hidden_layers must be a positive integer, was 0")
        .hasMessageContaining("crop_size must be the tower's image_size 96, was 224")
        .hasMessageContaining("added_tokens.json: <voco> must be a token id or a list");
  }

  @Test
  void readsSizesInEveryFormTheyAreWritten() throws IOException {
    change("preprocessor_config.json", "crop_size", "{'height': 96, 'width': 96}");
    assertThat(VocoLlamaConfig.read(directory).image().size()).isEqualTo(96);

    change("preprocessor_config.json", "crop_size", "null");
    change("preprocessor_config.json", "size", "{'shortest_edge': 96}");
    assertThat(VocoLlamaConfig.read(directory).image().size()).isEqualTo(96);
  }

  @Test
  void callsAnUnnamedCheckpointAfterItsDirectoryAndTakesItForTrained() throws IOException {
    change("config.json", "voco_name", "null");
    change("config.json", "trained", "null");

    VocoLlamaConfig config = VocoLlamaConfig.read(directory);

    assertThat(config.name()).isEqualTo(directory.getFileName().toString());
    assertThat(config.trained()).isTrue();
  }

  @Test
  void namesAFileThatIsMissingOrNoJson() throws IOException {
    Files.writeString(directory.resolve("config.json"), "{\"a\": 1, \"a\": 2}");
    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .hasMessageContaining("config.json is not JSON: Duplicate field 'a'");

    Files.delete(directory.resolve("config.json"));
    assertThatThrownBy(() -> VocoLlamaConfig.read(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("config.json cannot be read");
  }

  private void change(String file, String key, String value) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode content = (ObjectNode) JSON.readTree(path.toFile());
    content.set(key, JSON.readTree(value.replace('\'', '"')));
    JSON.writeValue(path.toFile(), content);
  }
}
