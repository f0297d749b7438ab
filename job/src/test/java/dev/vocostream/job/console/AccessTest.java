package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.console.Access.Session;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final Set<User> known = new HashSet<>();
  private final Access access = new Access(now::get, 1, known::contains);

  @Test
  void aTokenIsGoodOnceAndForItsRole() {
    String view = access.token(Role.VIEW);
    String admin = access.token(Role.ADMIN);
    assertThat(access.token(Role.VIEW)).isEqualTo(view).isNotEqualTo(admin);
    assertThat(access.redeem(view).orElseThrow().role()).isEqualTo(Role.VIEW);
    assertThat(access.redeem(view)).isEmpty();
    assertThat(access.token(Role.VIEW)).isNotEqualTo(view);
    assertThat(access.redeem(admin).orElseThrow().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void aRoleThatNobodyWasGivenALinkForHasNone() {
    assertThat(access.redeem("")).isEmpty();
    assertThat(access.redeem("null")).isEmpty();
    assertThat(access.redeem(null)).isEmpty();
  }

  @Test
  void aSessionEndsAfterHalfADay() {
    Session session = access.redeem(access.token(Role.ASK)).orElseThrow();
    assertThat(access.session(session.id())).contains(session);
    now.addAndGet(Access.SESSION.toMillis() - 1);
    assertThat(access.session(session.id())).isPresent();
    now.addAndGet(1);
    assertThat(access.session(session.id())).isEmpty();
    assertThat(access.session(null)).isEmpty();
  }

  @Test
  void sessionsAreBoundedAndTheOldestGoes() {
    Session first = access.redeem(access.token(Role.ASK)).orElseThrow();
    Session last = first;
    for (int i = 0; i < 64; i++) {
      last = access.redeem(access.token(Role.ASK)).orElseThrow();
    }
    assertThat(access.session(first.id())).isEmpty();
    assertThat(access.session(last.id())).isPresent();
  }

  @Test
  void aUsersSessionEndsForGoodWhenTheFileHasAnotherLineOfHim() {
    User anna = new User("anna", Role.ASK, PasswordHash.ofNobody(1));
    known.add(anna);
    Session session = access.open(anna);
    assertThat(session.role()).isEqualTo(Role.ASK);
    assertThat(access.session(session.id())).contains(session);
    known.clear();
    assertThat(access.has(session)).isFalse();
    known.add(anna);
    assertThat(access.has(session)).isFalse();
  }

  @Test
  void aSessionCanBeEnded() {
    Session session = access.redeem(access.token(Role.ASK)).orElseThrow();
    access.end(null);
    access.end("guess");
    assertThat(access.has(session)).isTrue();
    access.end(session.id());
    assertThat(access.has(session)).isFalse();
  }

  @Test
  void doesNotPrintSecrets() {
    Session session = access.redeem(access.token(Role.ASK)).orElseThrow();
    assertThat(session.toString()).doesNotContain(session.id()).doesNotContain(session.csrf());
  }
}
