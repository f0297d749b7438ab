package dev.vocostream.operators.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CameraLoginTest {
  /** The answer below was computed by another MD5, step by step as in RFC 2617, 3.2.2. */
  private static final String NONCE = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

  @Test
  void basicWantsTheVeryPair() {
    CameraLogin login = CameraLogin.basic("Aladdin", "open sesame");
    assertThat(login.admits("DESCRIBE", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "")).isTrue();
    assertThat(login.admits("DESCRIBE", "Basic QWxhZGRpbjpvcGVu", "")).isFalse();
    assertThat(login.admits("DESCRIBE", null, "")).isFalse();
    assertThat(login.challenge("")).isEqualTo("Basic realm=\"camera\"");
  }

  @Test
  void digestHoldsForOneMethodAndOneNonce() {
    CameraLogin login = CameraLogin.digest("viewer", "pass");
    String answer = answer("1e1d8b49ef0bdb509d89bcb5da9b8372");
    assertThat(login.admits("DESCRIBE", answer, NONCE)).isTrue();
    assertThat(login.admits("SETUP", answer, NONCE)).isFalse();
    assertThat(login.admits("DESCRIBE", answer, "another")).isFalse();
    assertThat(login.admits("DESCRIBE", answer.replace("viewer", "other"), NONCE)).isFalse();
    assertThat(CameraLogin.digest("viewer", "x").admits("DESCRIBE", answer, NONCE)).isFalse();
  }

  private static String answer(String response) {
    return ("Digest username=\"viewer\", realm=\"camera\", nonce=\"%s\","
            + " uri=\"rtsp://camera/live\", response=\"%s\"")
        .formatted(NONCE, response);
  }

  @Test
  void noLoginAdmitsEverybodyAndNonePrintsAPassword() {
    assertThat(CameraLogin.NONE.admits("PLAY", null, "")).isTrue();
    assertThat(CameraLogin.digest("viewer", "s3cret").toString())
        .contains("viewer")
        .doesNotContain("s3cret");
  }
}
