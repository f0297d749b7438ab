package dev.vocostream.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      value = {
        "stream-7:a:passphrase stream-7 a:passphrase",
        "-:passphrase - passphrase",
        "stream-7: stream-7 \"\"",
        "#!::r=gate,m=request:passphrase #!::r=gate,m=request passphrase",
        "#!::r=gate: #!::r=gate \"\"",
      })
  void theSecretOfAnSrtCameraIsAnIdAndAPassphrase(String secret, String id, String passphrase) {
    Credentials srt = Credentials.parse(secret).ofSrt();
    assertThat(srt.user()).isEqualTo(id);
    assertThat(srt.password()).isEqualTo(passphrase);
  }
}
