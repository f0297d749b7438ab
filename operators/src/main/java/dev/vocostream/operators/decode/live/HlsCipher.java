package dev.vocostream.operators.decode.live;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128 of HLS: CBC with PKCS7 padding over a whole segment, RFC 8216 4.3.2.4. */
final class HlsCipher {
  static final int KEY_BYTES = 16;

  private HlsCipher() {}

  /**
   * @param iv empty: the segment's media sequence number
   * @throws IOException if the key does not fit
   */
  static byte[] decrypt(byte[] segment, byte[] key, Optional<BigInteger> iv, long sequence)
      throws IOException {
    if (key.length != KEY_BYTES) {
      throw new IOException("a key of %d bytes, 16 expected".formatted(key.length));
    }
    byte[] number = iv.orElse(BigInteger.valueOf(sequence)).toByteArray();
    byte[] start = new byte[KEY_BYTES];
    int length = Math.min(number.length, KEY_BYTES); // without the sign's byte
    System.arraycopy(number, number.length - length, start, KEY_BYTES - length, length);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return cipher.doFinal(segment);
    } catch (GeneralSecurityException e) {
      throw new IOException("a segment that its key does not fit");
    }
  }
}
