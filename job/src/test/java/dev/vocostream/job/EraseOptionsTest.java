package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.RocksDB;

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
    Configuration flink = FlinkSettings.of(JobConfig.read(file, Map.of()));
    RocksDB.loadLibrary();
    try (ColumnFamilyOptions plain = new ColumnFamilyOptions();
        ColumnFamilyOptions options = factoryOf(flink).createColumnOptions(plain, List.of())) {
      assertThat(options.ttl()).isEqualTo(after.toSeconds());
    }
  }

  /** As a task manager finds it. */
  private static RocksDBOptionsFactory factoryOf(Configuration flink) {
    ClassLoader classes = EraseOptionsTest.class.getClassLoader();
    return new EmbeddedRocksDBStateBackend().configure(flink, classes).getRocksDBOptions();
  }
}
