package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReferenceTest {
  private static final String LEAST =
      """
      model: {directory: model}
      checkpoints: {directory: checkpoints}
      """;

  @Test
  void thePageSaysWhatTheDeclarationsSay() throws IOException {
    GeneratedFile.requireUpToDate("deploy/docs/configuration.md", ConfigReference.page());
  }

  @Test
  void theSampleHasEveryOption() throws IOException {
    GeneratedFile.requireUpToDate("deploy/voco.yaml", ConfigReference.sample());
  }

  @Test
  void theSampleIsReadAndChangesNothing(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(file, ConfigReference.sample());
    JobConfig sample = JobConfig.read(file, Map.of());
    Files.writeString(file, LEAST);
    assertThat(sample).isEqualTo(JobConfig.read(file, Map.of()));
  }

  @Test
  void everyOptionHasAVariableOfItsOwnThatNamesNoSecret() {
    Set<String> variables =
        JobOptions.ALL.stream()
            .map(Option::variable)
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(variables).hasSameSizeAs(JobOptions.ALL);
    assertThat(variables).allMatch(variable -> variable.matches("VOCO_[A-Z0-9_]+"));
    assertThat(variables)
        .noneMatch(variable -> variable.startsWith("VOCO_SECRET_"))
        .doesNotContain("VOCO_JVM_OPTIONS", "VOCO_LOG");
  }

  @Test
  void everyDefaultIsWithinItsBounds() {
    for (Option<?> option : JobOptions.ALL) {
      assertThat(option.read(Map.of())).as(option.key()).isEqualTo(option.flink().defaultValue());
    }
    for (Option<?> option : CameraOptions.ALL) {
      assertThat(option.read(Map.of())).as(option.key()).isEqualTo(option.flink().defaultValue());
    }
  }
}
