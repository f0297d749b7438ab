package dev.vocostream.operators.simulated;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a simulated camera asks of its clients (RFC 2617). The password belongs to a camera that
 * does not exist; it is never printed all the same.
 */
public final class CameraLogin {
  private enum Kind {
    NONE,
    BASIC,
    DIGEST
  }

  /** Everybody may look. */
  public static final CameraLogin NONE = new CameraLogin(Kind.NONE, "", "");

  private static final String REALM = "camera";

  private final Kind kind;
  private final String user;
  private final String password;

  private CameraLogin(Kind kind, String user, String password) {
    this.kind = kind;
    this.user = user;
    this.password = password;
  }

  public static CameraLogin basic(String user, String password) {
    return new CameraLogin(Kind.BASIC, user, password);
  }

  public static CameraLogin digest(String user, String password) {
    return new CameraLogin(Kind.DIGEST, user, password);
  }

  /** The value of {@code WWW-Authenticate}. */
  String challenge(String nonce) {
    return kind == Kind.DIGEST
        ? "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\""
        : "Basic realm=\"" + REALM + "\"";
  }

  /**
   * Whether a request may be answered.
   *
   * @param authorization the header's value, null if there is none
   * @param nonce what this connection was challenged with
   */
  boolean admits(String method, String authorization, String nonce) {
    if (kind == Kind.NONE) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    if (kind == Kind.BASIC) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return authorization.equals("Basic " + Base64.getEncoder().encodeToString(pair));
    }
    String first = md5(user + ":" + REALM + ":" + password);
    String second = md5(method + ":" + field(authorization, "uri"));
    return authorization.startsWith("Digest ")
        && user.equals(field(authorization, "username"))
        && nonce.equals(field(authorization, "nonce"))
        && md5(first + ":" + nonce + ":" + second).equals(field(authorization, "response"));
  }

  private static String field(String header, String name) {
    Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(header);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  @Override
  public String toString() {
    return kind == Kind.NONE ? "no login" : kind + " login of " + user;
  }
}
