package dev.vocostream.job.console;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA256, written {@code
 * pbkdf2-sha256$rounds$salt$key}. Rounds and salt are part of it, so that more rounds can be asked
 * of new passwords while old ones stay good.
 *
 * @param salt Base64
 * @param key Base64
 */
record PasswordHash(int rounds, String salt, String key) {
  static final int ROUNDS = 600_000;

  /** More would let one line of a file keep a processor for half a minute at each try. */
  private static final int MOST_ROUNDS = 20_000_000;

  private static final String SCHEME = "pbkdf2-sha256";
  private static final int SALT_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Of a new salt. */
  static PasswordHash of(char[] password, int rounds) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(
        rounds, base64(salt), base64(derive(password, salt, rounds, KEY_BYTES)));
  }

  /** One that no password has, and that takes as long as any other to find out. */
  static PasswordHash ofNobody(int rounds) {
    return new PasswordHash(rounds, base64(new byte[SALT_BYTES]), base64(new byte[KEY_BYTES]));
  }

  /**
   * @throws IllegalArgumentException with the rule that is broken, and nothing of the text
   */
  static PasswordHash parse(String text) {
    String[] parts = text.split("\\$", -1);
    require(parts.length == 4 && parts[0].equals(SCHEME), "a hash is %s$rounds$salt$key", SCHEME);
    int rounds = number(parts[1]);
    require(
        rounds >= ROUNDS && rounds <= MOST_ROUNDS,
        "the rounds of a hash are %d to %d",
        ROUNDS,
        MOST_ROUNDS);
    require(bytes(parts[2]) >= SALT_BYTES, "a salt is %d bytes or more in Base64", SALT_BYTES);
    require(bytes(parts[3]) == KEY_BYTES, "a key is %d bytes in Base64", KEY_BYTES);
    return new PasswordHash(rounds, parts[2], parts[3]);
  }

  /** In a time that does not tell how much of the key is the same. */
  boolean isOf(char[] password) {
    byte[] expected = Base64.getDecoder().decode(key);
    byte[] found = derive(password, Base64.getDecoder().decode(salt), rounds, expected.length);
    return MessageDigest.isEqual(expected, found);
  }

  /** Takes as long as {@code rounds} of a password that is looked at. */
  static void spend(int rounds) {
    if (rounds > 0) {
      ofNobody(rounds).isOf(new char[] {'-'});
    }
  }

  String text() {
    return String.join("$", SCHEME, Integer.toString(rounds), salt, key);
  }

  private static byte[] derive(char[] password, byte[] salt, int rounds, int bytes) {
    PBEKeySpec spec = new PBEKeySpec(password, salt, rounds, bytes * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** How many they are; -1 if it is not Base64. */
  private static int bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Of a line of a users file: what it must be, and nothing of it. */
  static void require(boolean holds, String rule, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(rule.formatted(arguments));
    }
  }

  /** Without what could be guessed from. */
  @Override
  public String toString() {
    return "PasswordHash[" + rounds + " rounds]";
  }
}
