package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final String SHARD_1 = "model-00001-of-00002.safetensors";
  private static final String SHARD_2 = "model-00002-of-00002.safetensors";
  private static final String NORM = "model.norm.weight";
  private static final String TOWER_NORM =
      "model.vision_tower.vision_tower.vision_model.pre_layrnorm.bias";

  @TempDir Path directory;

  @Test
  void findsTensorsOfALlavaHfCheckpointByLlavasNames() throws IOException {
    model("vision_tower.post_layernorm.bias", "language_model.model.norm.weight");

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThat(checkpoint.names()).containsExactly(NORM);
      assertThat(checkpoint.info(NORM).name()).isEqualTo(NORM);
      assertThat(number(checkpoint, NORM)).isOne();
      assertThat(checkpoint.where(NORM))
          .isEqualTo(
              directory.resolve("model.safetensors") + " as 'language_model.model.norm.weight'");
    }
  }

  @Test
  void readsShardsAsOne() throws IOException {
    RawSafetensors.write(directory.resolve(SHARD_1), "lm_head.weight");
    RawSafetensors.write(directory.resolve(SHARD_2), "model.embed_tokens.weight", NORM);
    RawSafetensors.index(
        directory, NORM, SHARD_2, "lm_head.weight", SHARD_1, "model.embed_tokens.weight", SHARD_2);

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThat(checkpoint.names())
          .containsExactlyInAnyOrder(NORM, "lm_head.weight", "model.embed_tokens.weight");
      assertThat(number(checkpoint, "lm_head.weight")).isZero();
      assertThat(number(checkpoint, NORM)).isOne();
      assertThat(checkpoint).hasToString(directory.toString());
    }
  }

  @Test
  void takesProjectorAndTowerFromFilesOfTheirOwn() throws IOException {
    model(NORM);
    RawSafetensors.write(directory.resolve("mm_projector.safetensors"), "x", "mm_projector.0.bias");
    RawSafetensors.write(
        directory.resolve("vision_tower/model.safetensors"),
        "text_model.final_layer_norm.bias",
        "vision_model.pre_layrnorm.bias");

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThat(checkpoint.names())
          .containsExactlyInAnyOrder(NORM, "x", "model.mm_projector.0.bias", TOWER_NORM);
      assertThat(number(checkpoint, "model.mm_projector.0.bias")).isOne();
      assertThat(number(checkpoint, TOWER_NORM)).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clip-large, clip-large/model.safetensors",
    "clip.safetensors, clip.safetensors",
    "openai/clip-large, vision_tower/model.safetensors",
    "not-here, vision_tower/model.safetensors",
    "../elsewhere, vision_tower/model.safetensors",
    "., vision_tower/model.safetensors",
    "/etc, vision_tower/model.safetensors",
  })
  void takesTheTowerThatTheConfigurationNamesIfItIsThere(String name, String file)
      throws IOException {
    model(NORM);
    Files.createDirectory(directory.resolveSibling("elsewhere"));
    Files.writeString(
        directory.resolve("config.json"), "{\"mm_vision_tower\": \"%s\"}".formatted(name));
    RawSafetensors.write(directory.resolve(file), "pre_layrnorm.bias");

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThat(checkpoint.where(TOWER_NORM)).startsWith(directory.resolve(file).toString());
    } finally {
      Files.delete(directory.resolveSibling("elsewhere"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "model.norm.weight, ''",
    "model.mm_projector.0.bias, belongs into mm_projector.safetensors",
    TOWER_NORM + ", belongs into vision_tower/model.safetensors",
  })
  void namesAMissingTensorAndWhereItMayBePut(String name, String remedy) throws IOException {
    model("lm_head.weight");

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThatThrownBy(() -> checkpoint.info(name))
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("tensor '" + name + "' is missing (there are 1 others)")
          .hasMessageContaining(remedy);
    }
  }

  @Test
  void refusesATensorThatIsThereTwiceWhateverItsNamesAre() throws IOException {
    model(NORM, "pre_layrnorm.bias");
    RawSafetensors.write(directory.resolve("mm_projector.safetensors"), NORM);
    assertRefused("tensor '" + NORM + "' is there twice").hasMessageContaining("mm_projector");

    model(NORM, "language_model.model.norm.weight");
    assertRefused("is there twice").hasMessageContaining("'language_model.model.norm.weight'");
  }

  @Test
  void refusesShardsThatDisagreeWithTheIndex() throws IOException {
    RawSafetensors.write(directory.resolve(SHARD_1), "a");
    RawSafetensors.write(directory.resolve(SHARD_2), "b", "c");

    RawSafetensors.index(directory, "a", SHARD_1, "b", SHARD_2);
    assertRefused("tensor 'c' is in " + SHARD_2 + ", but the index does not name it");

    RawSafetensors.index(directory, "a", SHARD_1, "b", SHARD_2, "c", SHARD_1);
    assertRefused("tensor 'c' is not in " + SHARD_1 + ", where the index says it is");

    RawSafetensors.write(directory.resolve(SHARD_1), "a", "c");
    assertRefused("tensor 'c' is in " + SHARD_2 + ", but the index says " + SHARD_1);

    Files.delete(directory.resolve(SHARD_2));
    assertRefused(SHARD_2 + " is missing").hasMessageContaining(WeightFile.INDEX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../model.safetensors",
        "sub/model.safetensors",
        "..\\model.safetensors",
        "/etc/passwd",
        "model.bin",
        ".safetensors",
        "",
      })
  void refusesAnIndexThatNamesAnythingButAFileBesideIt(String shard) throws IOException {
    RawSafetensors.index(directory, "a", shard);

    assertRefused("tensor 'a': weight_map: expected the name of a safetensors file beside it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"weight_map\": []}",
        "{\"weight_map\": {\"a\": 1}}",
        "[]",
        "{\"weight_map\": {\"a\": \"b.safetensors\", \"a\": \"c.safetensors\"}}",
        "{\"weight_map\""
      })
  void refusesAnIndexThatIsNone(String index) throws IOException {
    Files.writeString(directory.resolve(WeightFile.INDEX), index);

    assertRefused(WeightFile.INDEX);
  }

  @Test
  void refusesTwoModelsInOneDirectory() throws IOException {
    model(NORM);
    RawSafetensors.index(directory, NORM, SHARD_1);

    assertRefused("both model.safetensors and model.safetensors.index.json are there");
  }

  @Test
  void refusesALinkThatLeadsOutAndFollowsOneThatDoesNot() throws IOException {
    Path inside = Files.createDirectory(directory.resolve("checkpoint"));
    Path elsewhere = RawSafetensors.write(directory.resolve("elsewhere.safetensors"), NORM);
    Path link = Files.createSymbolicLink(inside.resolve(WeightFile.NAME), elsewhere);
    assertThatThrownBy(() -> Checkpoint.open(inside))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(link + " is a symbolic link that leads out of the checkpoint");

    Files.move(elsewhere, inside.resolve("weights.safetensors"));
    Files.delete(link);
    Files.createSymbolicLink(link, inside.resolve("weights.safetensors"));
    Checkpoint.open(inside).close();
  }

  @Test
  void saysWhatADirectoryWithoutWeightsLacks() throws IOException {
    assertRefused(directory.resolve("model.safetensors") + " is missing");

    Files.createDirectory(directory.resolve("model.safetensors"));
    assertRefused("model.safetensors must be an ordinary file");

    assertThatThrownBy(() -> Checkpoint.open(directory.resolve("nowhere")))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("nowhere is not a directory");
  }

  private void model(String... names) throws IOException {
    RawSafetensors.write(directory.resolve(WeightFile.NAME), names);
  }

  private static float number(Checkpoint checkpoint, String name) throws IOException {
    return checkpoint.map(checkpoint.info(name), 0, 4).getFloat(0);
  }

  private AbstractThrowableAssert<?, ?> assertRefused(String complaint) {
    return assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining(complaint);
  }
}
