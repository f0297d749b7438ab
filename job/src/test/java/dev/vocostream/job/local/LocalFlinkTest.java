package dev.vocostream.job.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFlinkTest {
  @ParameterizedTest
  @ValueSource(strings = {"file:///data/2026-12-01T10:00/voco", "file:///data/one, two"})
  void refusesADirectoryThatFlinkWouldTakeForTwo(String directory) {
    assertThatThrownBy(() -> LocalFlink.requireOneDirectory(directory))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("checkpoints.directory: expected a path without ',' and ':'")
        .hasMessageContaining("found " + directory);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"file:///data/two words 5%", "s3://bucket:9000/a,b"})
  void takesAnyOther(String directory) {
    assertThatCode(() -> LocalFlink.requireOneDirectory(directory)).doesNotThrowAnyException();
  }
}
