package dev.vocostream.job.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at passwords, one at a time, since each is half a second of a processor's work; and at no
 * more than a few wrong ones in a minute for one name from one address. Safe for threads.
 */
final class Passwords {
  static final int WRONG_PER_MINUTE = 5;

  private static final int MOST_WAITING = 8;
  private static final int MOST_REMEMBERED = 1_024;

  private final Supplier<Users> users;
  private final LongSupplier clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Map<String, RateLimit> wrong =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * @param clock epoch milliseconds
   */
  Passwords(Supplier<Users> users, LongSupplier clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * Whose they are, or nobody; which of the two is wrong shows neither here nor in the time.
   *
   * @throws BadRequest if too many were wrong, or too many are being looked at
   */
  Optional<User> look(String name, char[] password, String address) {
    if (!waiting.tryAcquire()) {
      throw new BadRequest(429, "many log in at this moment; try again");
    }
    try {
      return inTurn(name, password, address);
    } finally {
      waiting.release();
    }
  }

  private synchronized Optional<User> inTurn(String name, char[] password, String address) {
    // Of the name too: behind a proxy all have one address, and a guesser keeps nobody else out.
    RateLimit limit =
        wrong.computeIfAbsent(address + " " + name, each -> new RateLimit(WRONG_PER_MINUTE));
    if (!limit.hasRoom(clock.getAsLong())) {
      throw new BadRequest(429, "too many tries; wait a minute");
    }
    Optional<User> found = users.get().find(name, password);
    if (found.isEmpty()) {
      limit.allows(clock.getAsLong());
    }
    return found;
  }
}
