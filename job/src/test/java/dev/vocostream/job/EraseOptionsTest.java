package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.state.flink.FrameMemoryRocksOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseOptionsTest {
  @TempDir private Path directory;

  /** Half of what is left when the three checkpoints that are kept have turned over. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | P1D",
        "within: 10 min  | PT4M52.5S",
        "within: 95 s    | PT40S",
        "within: 1 d     | PT11H59M52.5S",
      })
  void whatIsDeepInRocksDbIsRewrittenInTime(String said, Duration after) throws IOException {
    Path file = directory.resolve("voco.yaml");
    Files.writeString(
        file,
        """
        model: {directory: m}
        kafka: {bootstrap-servers: 'localhost:9092'}
        checkpoints: {directory: c}
        erase: {%s}
        """
            .formatted(said));
    assertThat(
            FlinkSettings.of(JobConfig.read(file, Map.of()))
                .get(FrameMemoryRocksOptions.DEEPEN_AFTER))
        .isEqualTo(after);
  }
}
