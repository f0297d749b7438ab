package dev.vocostream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntrainedCheckpointTest {
  /** What seed 7 gives on every machine; the golden values were computed on these very bytes. */
  private static final String FINGERPRINT_OF_SEED_7 = "e15fae6346a68774";

  @TempDir Path directory;

  @Test
  void givesTheSameBytesForTheSameSeed() throws IOException {
    UntrainedCheckpoint.write(directory.resolve("again"), Checkpoints.SEED, ModelShape.TINY);

    assertThat(fingerprint(directory.resolve("again")))
        .isEqualTo(fingerprint(Checkpoints.tiny()))
        .isEqualTo(FINGERPRINT_OF_SEED_7);
  }

  @Test
  void givesOtherWeightsForAnotherSeed() throws IOException {
    UntrainedCheckpoint.write(directory.resolve("other"), 8, ModelShape.TINY);

    assertThat(fingerprint(directory.resolve("other"))).isNotEqualTo(FINGERPRINT_OF_SEED_7);
  }

  @Test
  void saysOfItselfThatItIsUntrained() {
    VocoLlamaConfig config = VocoLlamaConfig.read(Checkpoints.tiny());

    assertThat(config.trained()).isFalse();
    assertThat(config.name()).endsWith("-untrained");
  }

  @Test
  void leavesNothingElseBehind() throws IOException {
    UntrainedCheckpoint.write(directory.resolve("model"), 1, ModelShape.TINY);

    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries).containsExactly(directory.resolve("model"));
    }
    try (Stream<Path> entries = Files.list(directory.resolve("model"))) {
      assertThat(entries.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.json",
              "preprocessor_config.json",
              "tokenizer.model",
              "tokenizer_config.json",
              "special_tokens_map.json",
              "added_tokens.json",
              "model.safetensors",
              "voco-manifest.json");
    }
  }

  @Test
  void doesNotOverwriteWhatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("mine"), "precious");

    assertThatThrownBy(() -> UntrainedCheckpoint.write(directory, 1, ModelShape.TINY))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("is not empty: choose another directory or remove it");
    assertThat(file).hasContent("precious");
  }

  @Test
  void fillsAnEmptyDirectory() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));

    UntrainedCheckpoint.write(empty, 1, ModelShape.TINY);

    assertThat(empty.resolve(WeightFile.NAME)).exists();
  }

  private static String fingerprint(Path checkpoint) {
    return Fingerprint.of(checkpoint, "any");
  }
}
