package dev.vocostream.operators.gate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A user and a password, percent-decoded. Prints as {@code ***}. Deliberately not serializable and
 * not a record: neither state nor a log may come to hold one by accident.
 */
public final class Credentials {
  private final String user;
  private final String password;

  Credentials(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /**
   * Reads {@code user:password}; the password may hold anything, colons too.
   *
   * @throws IllegalArgumentException if there is no user; its message does not repeat the text
   */
  public static Credentials parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("expected user:password, found no user before a colon");
    }
    return new Credentials(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * The same for SRT. A stream's id in its access control's form, {@code #!::r=gate,m=request}, has
   * colons: behind one, the last colon begins the passphrase.
   */
  public Credentials ofSrt() {
    String both = user + ":" + password;
    int colon = both.startsWith("#!") ? both.lastIndexOf(':') : user.length();
    return new Credentials(both.substring(0, colon), both.substring(colon + 1));
  }

  /** {@code user:password} as it stands in a URL, percent-encoded. */
  public String userInfo() {
    return encoded(user) + ":" + encoded(password);
  }

  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
      encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  public String user() {
    return user;
  }

  /** Empty if the URL names a user only. */
  public String password() {
    return password;
  }

  /** The value of an HTTP {@code Authorization} header, RFC 7617. */
  String basic() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  @Override
  public String toString() {
    return "***";
  }
}
