package dev.vocostream.tests.deploy;

import static dev.vocostream.tests.deploy.DeployFiles.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Helm chart, linted and rendered by {@code helm}; a test is not run where there is none. */
final class Chart {
  static final String RELEASE = "yard";

  private final Path said;

  Chart(Path directory) {
    this.said = directory.resolve("helm.out");
  }

  /** What it makes of these values, written as {@code --set} takes them. */
  List<JsonNode> rendered(String values) throws Exception {
    assertThat(helm("lint", "--set", values)).as(Files.readString(said)).isZero();
    assertThat(helm("template", RELEASE, "--set", values)).as(Files.readString(said)).isZero();
    return DeployFiles.documents(said);
  }

  /** Why it refuses these values. */
  String refusal(String values) throws Exception {
    assertThat(helm("template", RELEASE, "--set", values)).isPositive();
    return Files.readString(said);
  }

  private int helm(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("helm"));
    command.addAll(List.of(arguments));
    command.add(DEPLOY.resolve("helm/voco-stream").toString());
    Process helm = null;
    try {
      helm =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) { // there is no such program
      assumeThat(helm).as("NOT RUN: no helm here").isNotNull();
    }
    return helm.waitFor();
  }
}
