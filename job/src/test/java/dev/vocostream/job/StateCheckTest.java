package dev.vocostream.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateCheckTest {
  private static final Path DISK = Path.of("checkpoints");

  @Test
  void acceptsWhatJustFits() {
    assertThatCode(() -> StateCheck.require(DISK, 5_000, 1, 5_000)).doesNotThrowAnyException();
    assertThatCode(() -> StateCheck.require(DISK, 5_000, 2, 10_000)).doesNotThrowAnyException();
  }

  @Test
  void refusesWithTheSumAndWhatToLower() {
    assertThatThrownBy(() -> StateCheck.require(DISK, 6_000_000, 2, 11_999_999))
        .isInstanceOf(SetupException.class)
        .hasMessage(
            "the cameras may remember 6.0 MB in all, twice on the disk of checkpoints, which has"
                + " 12.0 MB for it: lower retain, max-frames, max-bytes or tokens-per-frame of"
                + " cameras, set memory.thin, or make room");
  }

  /** A camera was added by topic, and the process was killed: it starts again all the same. */
  @Test
  void aJobThatRemembersSomethingIsWarnedAndNotRefused() throws Exception {
    List<String> warnings = new ArrayList<>();
    StateCheck.require(true, () -> StateCheck.require(DISK, 6_000, 2, 11_999), warnings::add);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "it goes on from what it remembers, but the cameras may remember 6000 B in all");
    assertThatThrownBy(
            () ->
                StateCheck.require(
                    false, () -> StateCheck.require(DISK, 6_000, 2, 11_999), warnings::add))
        .isInstanceOf(SetupException.class);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void refusesASumThatCannotBeCounted() {
    assertThatThrownBy(() -> StateCheck.require(DISK, Long.MAX_VALUE, 2, Long.MAX_VALUE))
        .isInstanceOf(SetupException.class);
  }
}
