package dev.vocostream.job.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Who may come in: a link's token is good once, and gives a session; a user has one for as long as
 * the users file has the same line of him. Safe for threads.
 */
final class Access {
  static final Duration SESSION = Duration.ofHours(12);

  private static final int MAX_OF_LINKS = 64;
  private static final int MAX_OF_A_USER = 8;
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @param user who logged in with a password; null for who came by a link
   * @param id in the cookie
   * @param csrf to be sent back in a header with every change
   * @param until epoch milliseconds
   * @param changes how many in a minute, in all sessions of a user
   */
  record Session(User user, Role role, String id, String csrf, long until, RateLimit changes) {
    /** For the log. */
    String who() {
      return user == null ? role.name() : user.name();
    }

    /** Whether that one is of the same user, or both are of links. */
    boolean isOfTheSame(Session other) {
      return user == null
          ? other.user == null
          : other.user != null && user.name().equals(other.user.name());
    }

    /** Without its secrets. */
    @Override
    public String toString() {
      return "Session[" + who() + "]";
    }
  }

  private final LongSupplier clock;
  private final int changesPerMinute;
  private final Predicate<User> known;
  private final Map<Role, String> tokens = new EnumMap<>(Role.class);
  private final Map<String, RateLimit> changes = new HashMap<>();

  /** By id, the oldest first; a user's own make way for his next, and nobody else's. */
  private final Map<String, Session> sessions = new LinkedHashMap<>();

  /**
   * @param clock epoch milliseconds
   * @param known whether the users file still has that line
   */
  Access(LongSupplier clock, int changesPerMinute, Predicate<User> known) {
    this.clock = clock;
    this.changesPerMinute = changesPerMinute;
    this.known = known;
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
    return role.map(each -> open(null, each));
  }

  /** A new session of who has given the right password. */
  synchronized Session open(User user) {
    return open(user, user.role());
  }

  private Session open(User user, Role role) {
    long until = clock.getAsLong() + SESSION.toMillis();
    Session session = new Session(user, role, secret(), secret(), until, changesOf(user));
    sessions.values().removeIf(this::isOver);
    List<Session> own = sessions.values().stream().filter(session::isOfTheSame).toList();
    if (own.size() >= (user == null ? MAX_OF_LINKS : MAX_OF_A_USER)) {
      sessions.remove(own.get(0).id());
    }
    sessions.put(session.id(), session);
    return session;
  }

  /** Of all sessions of a user together, or another log in would bring more of them. */
  private RateLimit changesOf(User user) {
    return user == null
        ? new RateLimit(changesPerMinute)
        : changes.computeIfAbsent(user.name(), name -> new RateLimit(changesPerMinute));
  }

  /**
   * The session of that id, if it has not ended; null names none. Without its user's line it is
   * refused and not ended: a file that is being written is empty for a moment.
   */
  synchronized Optional<Session> session(String id) {
    return Optional.ofNullable(id == null ? null : sessions.get(id))
        .filter(session -> !isOver(session))
        .filter(session -> session.user() == null || known.test(session.user()));
  }

  private boolean isOver(Session session) {
    return clock.getAsLong() >= session.until();
  }

  boolean has(Session session) {
    return session(session.id()).isPresent();
  }

  /** Ends the session of that id, if there is one. */
  synchronized void end(String id) {
    if (id != null) {
      sessions.remove(id);
    }
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
