package dev.vocostream.job.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who may come in: the link's token is good once, and gives a session. Safe for threads. */
final class Access {
  private static final int MAX_SESSIONS = 64;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @param id in the cookie
   * @param csrf to be sent back in a header with every change
   */
  record Session(String id, String csrf) {
    /** Without its secrets. */
    @Override
    public String toString() {
      return "Session[]";
    }
  }

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private String token = secret();

  /** For the link; null once it has been used. */
  synchronized String token() {
    return token;
  }

  /** A new session for the token, and the token is spent; none for anything else. */
  synchronized Optional<Session> redeem(String offered) {
    if (token == null || !same(token, offered)) {
      return Optional.empty();
    }
    token = null;
    Session session = new Session(secret(), secret());
    if (sessions.size() >= MAX_SESSIONS) {
      Iterator<String> oldest = sessions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    sessions.put(session.id(), session);
    return Optional.of(session);
  }

  synchronized Optional<Session> session(String id) {
    return Optional.ofNullable(id == null ? null : sessions.get(id));
  }

  /** In a time that does not tell how much of them is the same. */
  static boolean same(String expected, String offered) {
    return offered != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
