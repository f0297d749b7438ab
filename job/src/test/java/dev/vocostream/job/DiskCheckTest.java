package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCheckTest {
  @TempDir Path directory;

  @Test
  void acceptsWhatJustFits() {
    assertThatCode(() -> DiskCheck.require(directory, 5_000, 5_000)).doesNotThrowAnyException();
  }

  @Test
  void saysHowMuchIsMissing() {
    assertThatThrownBy(() -> DiskCheck.require(Path.of("model"), 14_130_000_000L, 2_500_000_000L))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "model needs 14.13 GB of disk space, found 2.50 GB: make room, or choose another"
                + " place");
  }

  @Test
  void looksAtTheDiskOfADirectoryThatDoesNotExistYet() {
    Path deep = directory.resolve("not/yet/there");

    assertThatCode(() -> DiskCheck.require(deep, 1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> DiskCheck.require(deep, Long.MAX_VALUE))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("needs 9223372036.85 GB of disk space, found ");
  }
}
