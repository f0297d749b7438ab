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
