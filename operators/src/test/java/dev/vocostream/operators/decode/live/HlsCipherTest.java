package dev.vocostream.operators.decode.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HlsCipherTest {
  private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] PLAIN = "a segment of some bytes".getBytes();

  private static byte[] encrypted(String iv) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(KEY, "AES"),
        new IvParameterSpec(HexFormat.of().parseHex(iv)));
    return cipher.doFinal(PLAIN);
  }

  @Test
  void theNumberOfASegmentIsItsVectorIfNoOtherIsGiven() throws Exception {
    byte[] segment = encrypted("000000000000000000000000000004d2");
    assertThat(HlsCipher.decrypt(segment, KEY, Optional.empty(), 1234)).isEqualTo(PLAIN);
  }

  @Test
  void aVectorOfAllBitsIsUsedAsItIs() throws Exception {
    BigInteger iv = new BigInteger("ffffffffffffffffffffffffffffff01", 16);
    byte[] segment = encrypted("ffffffffffffffffffffffffffffff01");
    assertThat(HlsCipher.decrypt(segment, KEY, Optional.of(iv), 0)).isEqualTo(PLAIN);
  }

  @Test
  void aKeyThatDoesNotFitIsSaid() throws Exception {
    byte[] segment = encrypted("00000000000000000000000000000000");
    assertThatThrownBy(() -> HlsCipher.decrypt(segment, new byte[5], Optional.empty(), 0))
        .hasMessageContaining("16 expected");
    assertThatThrownBy(() -> HlsCipher.decrypt(new byte[7], KEY, Optional.empty(), 0))
        .hasMessageContaining("does not fit");
  }
}
