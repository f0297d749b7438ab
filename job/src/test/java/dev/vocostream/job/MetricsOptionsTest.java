package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsOptionsTest {
  @TempDir private Path directory;

  @Test
  void nobodyIsShownMetricsUnlessAPortIsNamed() throws Exception {
    assertThat(read("{}").flink()).isEmpty();
    assertThat(read("{prometheus-port: 0}").flink()).isEmpty();
  }

  @Test
  void aPortBringsFlinksOwnReporterAndTheLabelsAsTheyAre() throws Exception {
    assertThat(read("{prometheus-port: 9249}").flink())
        .containsEntry("metrics.reporters", "prom")
        .containsEntry("metrics.reporter.prom.port", "9249")
        .containsEntry("metrics.reporter.prom.filterLabelValueCharacters", "false");
  }

  @Test
  void reportersThatSomebodyListedAreKept() throws Exception {
    assertThat(read("{prometheus-port: 9249}\nflink: {metrics.reporters: 'slf4j'}").flink())
        .containsEntry("metrics.reporters", "slf4j,prom");
  }

  @Test
  void whatIsNoPortIsRefusedByName() {
    assertThatThrownBy(() -> read("{prometheus-port: 70000}"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("metrics.prometheus-port")
        .hasMessageContaining("70000");
  }

  private JobConfig read(String metrics) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(
        file,
        """
        model: {directory: model}
        checkpoints: {directory: checkpoints}
        metrics: %s
        """
            .formatted(metrics));
    return JobConfig.read(file);
  }
}
