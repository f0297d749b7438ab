package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts everything, before it starts anything. */
class LauncherTest {
  private static final Path VOCO = Path.of("..", "voco").toAbsolutePath().normalize();

  @TempDir private Path directory;

  @Test
  void anOldJdkIsOneLineWithTheRemedy() throws Exception {
    Path java = java("echo '    java.specification.version = 11' >&2");
    assertThat(run(directory))
        .isEqualTo(
            "voco: needs JDK 17 or newer, found 11 at %s: set JAVA_HOME to a newer one%n"
                .formatted(java));
  }

  @Test
  void aWrongJavaHomeIsOneLineWithTheRemedy() throws Exception {
    assertThat(run(directory))
        .isEqualTo(
            "voco: JAVA_HOME is %s, which has no bin/java: set it to a JDK 17 or newer%n"
                .formatted(directory));
  }

  @Test
  void aJavaThatDoesNotStartIsOneLineWithWhatItSaidAndTheRemedy() throws Exception {
    Path java =
        java("echo 'Picked up JAVA_TOOL_OPTIONS: -Xa'; echo 'Unrecognized: -Xa' >&2; exit 1");
    assertThat(run(directory))
        .isEqualTo(
            "voco: %s does not start: Picked up JAVA_TOOL_OPTIONS: -Xa Unrecognized: -Xa; install a JDK 17 or newer, or set JAVA_HOME%n"
                .formatted(java));
  }

  private Path java(String script) throws IOException {
    Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java;
  }

  /** What it prints; it must fail. */
  private static String run(Path javaHome) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(VOCO.toString(), "demo").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    return printed;
  }
}
