package dev.vocostream.model.weights;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
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
  void noticesThatAFileWasReplacedOrWrittenTo() throws IOException {
    model(NORM);

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      checkpoint.requireUnchanged();
      Path other = RawSafetensors.write(directory.resolve("other"), NORM);
      FileTime then = Files.getLastModifiedTime(directory.resolve(WeightFile.NAME));
      Files.setLastModifiedTime(other, then);
      Files.move(other, directory.resolve(WeightFile.NAME), REPLACE_EXISTING);

      assertThatThrownBy(checkpoint::requireUnchanged)
          .isInstanceOf(InvalidCheckpointException.class)
          .hasMessageContaining("model.safetensors was changed or replaced while it was loaded");
      assertThat(number(checkpoint, NORM)).isZero();
    }

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      Files.setLastModifiedTime(directory.resolve(WeightFile.NAME), FileTime.fromMillis(1));

      assertThatThrownBy(checkpoint::requireUnchanged).hasMessageContaining("was changed");
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
  void refusesTwoModelsInOneDirectory() throws IOException {
    model(NORM);
    RawSafetensors.index(directory, NORM, "model-00001-of-00002.safetensors");

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
