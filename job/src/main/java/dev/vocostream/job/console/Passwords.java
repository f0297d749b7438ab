package dev.vocostream.job.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at passwords, one at a time, since each is half a second of a processor's work; and at no
 * more than a few wrong ones in a minute for one name from one address, and some more of all names
 * from there. Safe for threads.
 *
 * <p>Behind a proxy all have one address: who guesses there keeps the others from logging in, with
 * a few wrong ones those of a name, with some more everybody. The proxy has to tell them apart.
 */
final class Passwords {
  static final int WRONG_PER_MINUTE = 5;
  static final int WRONG_OF_ALL_NAMES = 30;

  private static final int MOST_WAITING = 8;
  private static final int MOST_REMEMBERED = 1_024;

  private final Supplier<Users> users;
  private final LongSupplier clock;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** Of an address, and of an address and a name. */
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
    RateLimit all = limit(address, WRONG_OF_ALL_NAMES);
    // Before the permits: a flood that is over its limit takes none.
    check(all);
    if (!waiting.tryAcquire()) {
      throw new BadRequest(429, "many log in at this moment; try again");
    }
    try {
      return inTurn(name, password, List.of(all, limit(address + " " + name, WRONG_PER_MINUTE)));
    } finally {
      waiting.release();
    }
  }

  private synchronized Optional<User> inTurn(String name, char[] password, List<RateLimit> limits) {
    limits.forEach(this::check);
    Optional<User> found = users.get().find(name, password);
    if (found.isEmpty()) {
      limits.forEach(limit -> limit.allows(clock.getAsLong()));
    }
    return found;
  }

  private RateLimit limit(String of, int perMinute) {
    synchronized (wrong) {
      return wrong.computeIfAbsent(of, each -> new RateLimit(perMinute));
    }
  }

  private void check(RateLimit limit) {
    if (!limit.hasRoom(clock.getAsLong())) {
      throw new BadRequest(429, "too many tries; wait a minute");
    }
  }
}
