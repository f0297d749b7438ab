package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.job.console.Access.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
  void aUserIsOutForAsLongAsTheFileHasNotTheLineThatHeLoggedInWith() {
    User anna = anna(Role.ASK);
    known.add(anna);
    Session session = access.open(anna);
    assertThat(session.role()).isEqualTo(Role.ASK);
    assertThat(access.session(session.id())).contains(session);
    known.clear();
    assertThat(access.has(session)).isFalse();
    known.add(anna(Role.ADMIN));
    known.add(new User("anna", Role.ASK, PasswordHash.ofNobody(2)));
    assertThat(access.has(session)).isFalse();
    known.add(anna);
    assertThat(access.has(session)).isTrue();
    now.addAndGet(Access.SESSION.toMillis());
    assertThat(access.has(session)).isFalse();
  }

  @Test
  void whoLogsInOftenEndsHisOwnOldestSessionAndNobodyElses() {
    User anna = anna(Role.ADMIN);
    User ben = new User("ben", Role.VIEW, PasswordHash.ofNobody(1));
    known.addAll(Set.of(anna, ben));
    Session link = access.redeem(access.token(Role.ASK)).orElseThrow();
    Session admin = access.open(anna);
    List<Session> bens = IntStream.range(0, 100).mapToObj(i -> access.open(ben)).toList();
    assertThat(access.has(link)).isTrue();
    assertThat(access.has(admin)).isTrue();
    assertThat(bens.stream().filter(access::has)).containsExactlyElementsOf(bens.subList(92, 100));
  }

  @Test
  void changesAreLimitedByUserAndOfLinksBySession() {
    RateLimit annas = access.open(anna(Role.ADMIN)).changes();
    assertThat(annas.allows(1_000)).isTrue();
    assertThat(access.open(anna(Role.ADMIN)).changes().allows(1_000)).isFalse();
    User ben = new User("ben", Role.ADMIN, PasswordHash.ofNobody(1));
    assertThat(access.open(ben).changes().allows(1_000)).isTrue();
    for (int i = 0; i < 2; i++) {
      Session link = access.redeem(access.token(Role.ADMIN)).orElseThrow();
      assertThat(link.changes().allows(1_000)).isTrue();
      assertThat(link.changes().allows(1_000)).isFalse();
    }
  }

  private static User anna(Role role) {
    return new User("anna", role, PasswordHash.ofNobody(1));
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
