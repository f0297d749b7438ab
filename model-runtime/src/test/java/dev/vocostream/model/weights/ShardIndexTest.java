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
import org.junit.jupiter.params.provider.ValueSource;

class ShardIndexTest {
  private static final String SHARD_1 = "model-00001-of-00002.safetensors";
  private static final String SHARD_2 = "model-00002-of-00002.safetensors";
  private static final String NORM = "model.norm.weight";

  @TempDir Path directory;

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
