package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prometheus's own tool on the rules that we ship: they are right, and fire when they should. */
class AlertRulesTest {
  private static final Path MONITORING = Path.of("..", "deploy", "monitoring");

  @BeforeAll
  static void prometheusIsThere() {
    assumeThat(PrometheusProcess.isInstalled())
        .as("NOT RUN: no prometheus and promtool here: apt-get install prometheus")
        .isTrue();
  }

  @Test
  void theRulesAreRight() throws Exception {
    promtool("check", "rules", "alerts.yaml");
  }

  @Test
  void theRulesFireWhenTheyShould() throws Exception {
    promtool("test", "rules", "alerts-test.yaml");
  }

  private static void promtool(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = "promtool";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .directory(MONITORING.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
