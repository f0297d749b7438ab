package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /** 16 bytes, and 32, of zeros. */
  private static final String SALT = "AAAAAAAAAAAAAAAAAAAAAA==";

  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  void isTheFunctionOfTheStandard() {
    // RFC 7914, section 11: the second vector's first half.
    String key = "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56";
    PasswordHash hash =
        new PasswordHash(
            80_000,
            base64("NaCl".getBytes(StandardCharsets.UTF_8)),
            base64(HexFormat.of().parseHex(key)));
    assertThat(hash.isOf("Password".toCharArray())).isTrue();
    assertThat(hash.isOf("password".toCharArray())).isFalse();
  }

  /** Made by Python's hashlib of a password with letters beyond ASCII, in UTF-8. */
  @Test
  void readsWhatAnotherProgramHasWritten() {
    String text =
        "pbkdf2-sha256$600000$AAECAwQFBgcICQoLDA0ODw==$"
            + "3Xl2l5srav0a3R5Zy7J43EmcE+4jp78V+GM6UOTPQlg=";
    PasswordHash hash = PasswordHash.parse(text);
    assertThat(hash.isOf("schöne grüße überall".toCharArray())).isTrue();
    assertThat(hash.text()).isEqualTo(text);
  }

  @Test
  void hasASaltOfItsOwnAndIsNotPrinted() {
    char[] password = "correct horse battery".toCharArray();
    PasswordHash first = PasswordHash.of(password, 1_000);
    PasswordHash second = PasswordHash.of(password, 1_000);
    assertThat(first.salt()).isNotEqualTo(second.salt());
    assertThat(first.key()).isNotEqualTo(second.key());
    assertThat(first.isOf(password)).isTrue();
    assertThat(first.toString()).doesNotContain(first.salt(), first.key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pbkdf2-sha256",
        "bcrypt$600000$" + SALT + "$" + KEY,
        "pbkdf2-sha256$599999$" + SALT + "$" + KEY,
        "pbkdf2-sha256$20000001$" + SALT + "$" + KEY,
        "pbkdf2-sha256$99999999999$" + SALT + "$" + KEY,
        "pbkdf2-sha256$many$" + SALT + "$" + KEY,
        "pbkdf2-sha256$600000$c2hvcnQ=$" + KEY,
        "pbkdf2-sha256$600000$" + SALT + "$c2hvcnQ=",
        "pbkdf2-sha256$600000$" + SALT + "$!",
        "pbkdf2-sha256$600000$" + SALT + "$" + KEY + "$"
      })
  void refusesWhatIsNoneAndRepeatsNothingOfIt(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContainingAny(SALT, KEY, "c2hvcnQ", "bcrypt", "many", "599999");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
