package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpLoginTest {
  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t", "p%40:@&+=!\u00e9", "", "49 bytes"})
  void mostPasswordsAreSentAsTheyAre(String password) {
    String text = password.equals("49 bytes") ? "x".repeat(49) : password;
    assertThatCode(() -> RtmpLogin.check(Credentials.parse("admin:" + text)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/canary", "canary?", "#canary", "a canary", "can\tary", "50 bytes"})
  void whatTheUrlCannotHoldIsSaidWithoutRepeatingIt(String password) {
    String text = password.equals("50 bytes") ? "x".repeat(50) : password;
    for (String login : new String[] {"admin:" + text, text + ":admin"}) {
      assertThatThrownBy(() -> RtmpLogin.check(Credentials.parse(login)))
          .isInstanceOfSatisfying(
              VideoException.class,
              e -> org.assertj.core.api.Assertions.assertThat(e.fault()).isEqualTo(Fault.DENIED))
          .hasMessageContaining("at most 49 bytes")
          .message()
          .doesNotContain("canary");
    }
  }

  /** Of two bytes each. */
  @Test
  void bytesAreCountedAndNotCharacters() {
    assertThatThrownBy(() -> RtmpLogin.check(Credentials.parse("admin:" + "\u00e9".repeat(25))))
        .isInstanceOf(VideoException.class);
  }
}
