package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /** Or a build for CUDA would last until the next command. */
  @Test
  void keepsToWhatMavenWasToldWhicheverCommandToldIt() throws Exception {
    Path home = directory.resolve("home");
    for (String module : List.of("job", "deploy/broker", "deploy/flink")) {
      Files.createDirectories(home.resolve(module).resolve("target"));
    }
    Path voco = Files.copy(VOCO, home.resolve("voco"));
    java("echo '    java.specification.version = 17'");
    tool("javac", "");
    tool(
        "mvn",
        "echo $* >> %1$s/told; touch %1$s/job/target/voco.classpath %1$s/deploy/broker/target/broker.classpath; echo BUILD SUCCESS"
            .formatted(home));

    start(voco, "submit", "-Pgpu");
    start(voco, "demo", null);
    start(voco, "submit", null);
    start(voco, "demo", "-o");
    start(voco, "submit", null);

    assertThat(Files.readAllLines(home.resolve("told")))
        .containsExactly(
            "-B -Pgpu -DskipTests -pl job,deploy/broker,deploy/flink -am package",
            "-B -o -DskipTests -pl job,deploy/broker -am package",
            "-B -o -DskipTests -pl job,deploy/broker,deploy/flink -am package");
  }

  private Path java(String script) throws IOException {
    return tool("java", script);
  }

  private Path tool(String name, String script) throws IOException {
    Path tool = Files.createDirectories(directory.resolve("bin")).resolve(name);
    Files.writeString(tool, "#!/bin/sh\n" + script + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return tool;
  }

  /**
   * @param maven null where nobody says
   */
  private void start(Path voco, String command, String maven) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(voco.toString(), command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", directory.toString());
    environment.put("PATH", directory.resolve("bin") + ":" + environment.get("PATH"));
    environment.remove("VOCO_MAVEN_OPTIONS");
    if (maven != null) {
      environment.put("VOCO_MAVEN_OPTIONS", maven);
    }
    end(builder, 0);
  }

  /** What it prints; it must fail. */
  private static String run(Path javaHome) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(VOCO.toString(), "demo").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    return end(builder, 1);
  }

  private static String end(ProcessBuilder builder, int code) throws Exception {
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isEqualTo(code);
    return printed;
  }
}
