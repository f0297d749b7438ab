package dev.vocostream.job.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Who may come in: a link's token is good once, and gives a session. Safe for threads. */
final class Access {
  static final Duration SESSION = Duration.ofHours(12);

  private static final int MAX_SESSIONS = 64;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @param id in the cookie
   * @param csrf to be sent back in a header with every change
   * @param until epoch milliseconds
   * @param changes how many in a minute
   */
  record Session(String id, String csrf, Role role, long until, RateLimit changes) {
    /** Without its secrets. */
    @Override
    public String toString() {
      return "Session[" + role + "]";
    }
  }

  private final LongSupplier clock;
  private final int changesPerMinute;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  /**
   * @param clock epoch milliseconds
   */
  Access(LongSupplier clock, int changesPerMinute) {
    this.clock = clock;
    this.changesPerMinute = changesPerMinute;
  }

  /** The token for a link of that role; the same until it has been used. */
  synchronized String token(Role role) {
    return tokens.computeIfAbsent(role, each -> secret());
  }

  /** A new session for a token, and the token is spent; none for anything else. */
  synchronized Optional<Session> redeem(String offered) {
    Optional<Role> role =
        tokens.entrySet().stream()
            .filter(token -> same(token.getValue(), offered))
            .map(Map.Entry::getKey)
            .findFirst();
    role.ifPresent(tokens::remove);
    return role.map(this::open);
  }

  private Session open(Role role) {
    long until = clock.getAsLong() + SESSION.toMillis();
    Session session = new Session(secret(), secret(), role, until, new RateLimit(changesPerMinute));
    if (sessions.size() >= MAX_SESSIONS) {
      Iterator<String> oldest = sessions.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    sessions.put(session.id(), session);
    return session;
  }

  synchronized Optional<Session> session(String id) {
    return Optional.ofNullable(id == null ? null : sessions.get(id))
        .filter(session -> clock.getAsLong() < session.until());
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
