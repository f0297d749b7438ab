package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.decode.child.VideoException.Fault;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Failures failures = new Failures();

  private int add(Fault fault) {
    return failures.add(FailureRule.ofLive(fault).pause().orElseThrow(), false);
  }

  /** A camera that boots takes connections before it knows its users. */
  @Test
  void theFirstWrongPasswordIsTheFirstHoweverLongTheCameraWasAway() {
    for (int i = 1; i <= 5; i++) {
      assertThat(add(Fault.UNREACHABLE)).isEqualTo(i);
    }
    assertThat(add(Fault.DENIED)).isEqualTo(1);
    assertThat(add(Fault.DENIED)).isEqualTo(2);
  }

  /** It may lock out who knocks often by not answering. */
  @Test
  void failuresByTurnsAreCountedOn() {
    assertThat(add(Fault.DENIED)).isEqualTo(1);
    assertThat(add(Fault.UNREACHABLE)).isEqualTo(1);
    assertThat(add(Fault.DENIED)).isEqualTo(2);
    assertThat(add(Fault.STALLED)).as("with a pause like OFFLINE's").isEqualTo(2);
  }

  @Test
  void whatWasShownIsForgottenAfter() {
    add(Fault.DENIED);
    assertThat(failures.add(Backoff.DEFAULT, true)).isEqualTo(1);
    assertThat(add(Fault.DENIED)).isEqualTo(1);
    failures.forget();
    assertThat(add(Fault.DENIED)).isEqualTo(1);
  }
}
