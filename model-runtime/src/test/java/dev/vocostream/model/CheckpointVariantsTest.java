package dev.vocostream.model;

import static dev.vocostream.model.Checkpoints.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between checkpoints is data: the same weights, read another way. */
class CheckpointVariantsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Prompt QUESTION =
      new Prompt("Is the door open?", List.of(), Prompt.Form.YES_NO, 1);

  @TempDir Path parent;

  private Path directory;

  @BeforeEach
  void copyTheTinyCheckpoint() throws IOException {
    directory = Checkpoints.copyTiny(parent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "tie_word_embeddings | true",
        "mm_vision_select_feature | 'cls_patch'",
        "mm_vision_select_layer | 1",
        "mm_vision_select_layer | -1",
        "mm_projector_type | 'mlp1x_gelu'",
        "voco_tokens | 5",
        "rope_theta | 500000",
        "voco_system_prompt | 'Be brief.'",
      })
  void answersOtherwiseWithAnotherReadingOfTheSameWeights(String key, String value)
      throws IOException {
    Reply usual = answer();
    change(key, value);

    Reply other = answer();

    assertThat(other.probability()).isNotEqualTo(usual.probability());
    assertThat(other.attention()).hasSize(2);
  }

  @Test
  void namesTheTensorThatAnotherProjectorNeeds() throws IOException {
    change("mm_projector_type", "'linear'");

    assertThatThrownBy(this::answer)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("tensor 'model.mm_projector.weight' is missing");
  }

  @Test
  void isNotLoadedWithoutAManifestThatMatches() throws IOException {
    Files.writeString(directory.resolve("special_tokens_map.json"), "{}");

    assertThatThrownBy(this::answer)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("special_tokens_map.json: expected SHA-256");

    Files.delete(directory.resolve("voco-manifest.json"));

    assertThatThrownBy(this::answer)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("voco-manifest.json is missing");
  }

  @Test
  void doesNotHandOutActivationsThatAreNoNumbers() throws IOException {
    change("preprocessor_config.json", "image_std", "[1e-44, 1e-44, 1e-44]");

    assertThatThrownBy(this::answer)
        .isInstanceOf(BadNumericsException.class)
        .hasMessageContaining("a frame's activations are not finite as FP32");
  }

  @Test
  void keepsNoMemoryWhenLoadingFails() throws IOException {
    answer();
    change("intermediate_size", "100");
    long before = Pointer.totalCount();

    assertThatThrownBy(this::answer)
        .hasMessageContaining("'model.layers.0.mlp.gate_proj.weight' must have shape [100, 128]");

    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  private Reply answer() {
    try (VocoLlama model = VocoLlama.load(directory, DType.FP32)) {
      return model.answer(
          QUESTION, model.compress(List.of(picture(1, 96, 96), picture(2, 90, 40))));
    }
  }

  private void change(String key, String value) throws IOException {
    change("config.json", key, value);
  }

  private void change(String file, String key, String value) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode config = (ObjectNode) JSON.readTree(path.toFile());
    config.set(key, JSON.readTree(value.replace('\'', '"')));
    JSON.writeValue(path.toFile(), config);
    Checkpoints.rewriteManifest(directory);
  }
}
