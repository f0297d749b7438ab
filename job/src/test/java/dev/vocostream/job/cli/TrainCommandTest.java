package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path directory;

  @Test
  void saysInALineWhyATrainingCannotGoOn() throws IOException {
    Path begun = directory.resolve("recipe.json");
    Files.writeString(begun, "{\"recipe\": {\"model\": \"another\"}}");

    Typed typed =
        Typed.model(
            "train", "--recipe", "world-small", "--out", directory.toString(), "--device", "cpu");

    assertThat(typed.exit()).isEqualTo(1);
    assertThat(typed.complaint().lines())
        .singleElement()
        .asString()
        .startsWith(
            "voco: %s: the directory was begun with recipe.model \"another\", not with"
                .formatted(begun));
  }
}
