package dev.vocostream.job.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryCheckTest {
  @Test
  void tooLittleIsOneLineWithTheRemedy() {
    assertThatThrownBy(() -> MemoryCheck.require(1_100))
        .hasMessage(
            "needs 2048 MiB of free memory, found 1100 MiB: end other programs, or give this"
                + " machine more");
  }

  @Test
  void enoughOrUnknownIsFine() {
    assertThatCode(() -> MemoryCheck.require(2_048)).doesNotThrowAnyException();
    assertThatCode(() -> MemoryCheck.require(-1)).doesNotThrowAnyException();
  }
}
