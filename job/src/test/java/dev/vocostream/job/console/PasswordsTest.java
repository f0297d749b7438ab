package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private static final char[] RIGHT = "correct horse battery".toCharArray();
  private static final char[] WRONG = "correct horse buttery".toCharArray();
  private static final User ANNA = new User("anna", Role.ASK, PasswordHash.of(RIGHT, 10));
  private static final Users USERS = new Users(Map.of("anna", ANNA), List.of());

  private final AtomicLong now = new AtomicLong(1_000);

  @Test
  void fiveWrongOnesInAMinuteAreEnoughForANameFromAnAddress() {
    Passwords passwords = new Passwords(() -> USERS, now::get);
    for (String name : List.of("anna", "nobody")) {
      for (int i = 0; i < 5; i++) {
        assertThat(passwords.look(name, WRONG, "10.0.0.1")).isEmpty();
      }
      assertTooMany(passwords, name, WRONG);
    }
    assertTooMany(passwords, "anna", RIGHT); // else guesses would go on
    assertThat(passwords.look("anna", RIGHT, "10.0.0.2")).contains(ANNA);
    now.addAndGet(60_000);
    assertThat(passwords.look("anna", RIGHT, "10.0.0.1")).contains(ANNA);
  }

  @Test
  void thirtyWrongOnesInAMinuteAreEnoughFromAnAddressWhateverTheNames() {
    Passwords passwords = new Passwords(() -> USERS, now::get);
    for (int i = 0; i < 30; i++) {
      assertThat(passwords.look("guess-" + i, WRONG, "10.0.0.1")).isEmpty();
    }
    assertTooMany(passwords, "guess-30", WRONG);
    assertTooMany(passwords, "anna", RIGHT); // else it would tell who there is
    assertThat(passwords.look("anna", RIGHT, "10.0.0.2")).contains(ANNA);
    now.addAndGet(60_000);
    assertThat(passwords.look("anna", RIGHT, "10.0.0.1")).contains(ANNA);
  }

  /** While another is looked at, it is refused at once, and does not wait behind that one. */
  @Test
  void whoIsOverTheLimitOfAnAddressTakesNoPlaceInTheQueue() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger looking = new AtomicInteger();
    AtomicBoolean slow = new AtomicBoolean();
    Passwords passwords =
        new Passwords(
            () -> {
              if (slow.get()) {
                looking.incrementAndGet();
                waitFor(go);
              }
              return USERS;
            },
            now::get);
    for (int i = 0; i < 30; i++) {
      passwords.look("guess-" + i, WRONG, "10.0.0.1");
    }
    slow.set(true);
    ExecutorService visitors = Executors.newCachedThreadPool();
    try {
      var anna = visitors.submit(() -> passwords.look("anna", RIGHT, "10.0.0.2"));
      await().atMost(Duration.ofMinutes(1)).until(() -> looking.get() == 1);
      for (int i = 0; i < 20; i++) {
        assertTooMany(passwords, "guess", WRONG);
      }
      go.countDown();
      assertThat(anna.get()).contains(ANNA);
    } finally {
      go.countDown();
      visitors.shutdownNow();
    }
  }

  @Test
  void rightOnesAreNotCounted() {
    Passwords passwords = new Passwords(() -> USERS, now::get);
    for (int i = 0; i < 20; i++) {
      assertThat(passwords.look("anna", RIGHT, "10.0.0.1")).contains(ANNA);
    }
  }

  /** Each costs a processor's time, and a thread of the server's while it waits. */
  @Test
  void oneIsLookedAtAtATimeAndFewWait() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger looking = new AtomicInteger();
    Passwords passwords =
        new Passwords(
            () -> {
              looking.incrementAndGet();
              waitFor(go);
              return USERS;
            },
            now::get);
    AtomicInteger refused = new AtomicInteger();
    ExecutorService visitors = Executors.newCachedThreadPool();
    try {
      var all =
          java.util.stream.IntStream.range(0, 20)
              .mapToObj(i -> visitors.submit(() -> look(passwords, refused)))
              .toList();
      await().atMost(Duration.ofMinutes(1)).until(() -> refused.get() == 12);
      assertThat(looking).hasValueLessThanOrEqualTo(1);
      go.countDown();
      int found = 0;
      for (var each : all) {
        found += each.get().isPresent() ? 1 : 0;
      }
      assertThat(found).isEqualTo(8);
    } finally {
      go.countDown();
      visitors.shutdownNow();
    }
  }

  private static Optional<User> look(Passwords passwords, AtomicInteger refused) {
    try {
      return passwords.look("anna", RIGHT, "10.0.0.1");
    } catch (BadRequest e) {
      refused.incrementAndGet();
      return Optional.empty();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertTooMany(Passwords passwords, String name, char[] password) {
    assertThatThrownBy(() -> passwords.look(name, password, "10.0.0.1"))
        .isInstanceOf(BadRequest.class)
        .hasMessage("too many tries; wait a minute")
        .extracting(e -> ((BadRequest) e).status())
        .isEqualTo(429);
  }
}
