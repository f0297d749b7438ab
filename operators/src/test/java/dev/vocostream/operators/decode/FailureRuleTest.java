package dev.vocostream.operators.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureRuleTest {
  @ParameterizedTest
  @CsvSource({
    "BLOCKED, BLOCKED, 5000, 60000",
    "DENIED, REFUSED, 30000, 300000",
    "STALLED, STALLED, 1000, 10000",
    "TOO_LARGE, REFUSED, 1000, 10000",
    "DISCONNECTED, OFFLINE, 1000, 10000",
    "CRASHED, OFFLINE, 1000, 10000",
  })
  void aNetworkCameraIsTriedAgain(Fault fault, State state, long first, long most) {
    FailureRule rule = FailureRule.ofLive(fault);
    assertThat(rule.state()).isEqualTo(state);
    assertThat(rule.pause().orElseThrow().after(1, 0.5).toMillis()).isEqualTo(first);
    assertThat(rule.pause().orElseThrow().after(99, 0.5).toMillis()).isEqualTo(most);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noNetworkCameraIsGivenUp(Fault fault) {
    assertThat(FailureRule.ofLive(fault).pause()).isPresent();
  }

  @Test
  void aFileIsGivenUpIfItWillNeverDo() {
    assertThat(FailureRule.ofFile(Fault.MISSING).state()).isEqualTo(State.OFFLINE);
    assertThat(FailureRule.ofFile(Fault.NOT_A_VIDEO).state()).isEqualTo(State.REFUSED);
    assertThat(FailureRule.ofFile(Fault.NOT_A_VIDEO).pause()).isEmpty();
  }
}
