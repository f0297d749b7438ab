package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersTest {
  private static final String HASH = PasswordHash.ofNobody(PasswordHash.ROUNDS).text();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Test
  void areTheLinesOfAFile() {
    Users users =
        Users.parse(
            List.of("# who may", "", " anna:view:" + HASH + " ", "b.c@d-e_f:admin:" + HASH));
    assertThat(users.faults()).isEmpty();
    assertThat(users.byName()).containsOnlyKeys("anna", "b.c@d-e_f");
    User anna = users.byName().get("anna");
    assertThat(anna.role()).isEqualTo(Role.VIEW);
    assertThat(anna.line()).isEqualTo("anna:view:" + HASH);
    assertThat(users.has(anna)).isTrue();
    assertThat(users.has(new User("anna", Role.ADMIN, anna.hash()))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "anna:HASH, a line is name:role:hash",
    "anna:view:HASH:, a line is name:role:hash",
    "HASH:view:anna, a name is",
    ":view:HASH, a name is",
    "anna:VIEW:HASH, 'a role is one of view, ask, admin'",
    "anna:HASH:view, 'a role is one of view, ask, admin'",
    "anna:view:secret, a hash is",
  })
  void aWrongLineIsNamedByNumberAndRuleAndNotRepeated(String line, String rule) {
    Users users = Users.parse(List.of("#", line.replace("HASH", HASH), "ben:view:" + HASH));
    assertThat(users.byName()).containsOnlyKeys("ben");
    assertThat(users.faults()).hasSize(1);
    assertThat(users.faults().get(0))
        .startsWith("line 2: " + rule)
        .doesNotContain(HASH)
        .doesNotContain("secret");
  }

  @Test
  void ofANameTheLastLineHolds() {
    assertThat(Users.parse(List.of("anna:admin:" + HASH, "ben:ask:" + HASH, "anna:view:" + HASH)))
        .satisfies(users -> assertThat(users.faults()).isEmpty())
        .satisfies(users -> assertThat(users.byName()).containsOnlyKeys("anna", "ben"))
        .extracting(users -> users.byName().get("anna").role())
        .isEqualTo(Role.VIEW);
  }

  @Test
  void aPasswordIsLongEnoughAndAHashIsOfEnoughRounds() {
    assertThatThrownBy(() -> User.of("anna", Role.ASK, "eleven char".toCharArray()))
        .hasMessage("a password has 12 to 1024 letters");
    assertThatThrownBy(() -> User.of("an:na", Role.ASK, "twelve chars".toCharArray()))
        .hasMessageStartingWith("a name is");
    User user = User.of("anna", Role.ASK, "twelve chars".toCharArray());
    assertThat(User.parse(user.line())).isEqualTo(user);
    assertThat(user.hash().rounds()).isEqualTo(600_000);
    assertThat(user.toString()).doesNotContain(user.hash().key());
  }

  @Test
  void whoHasTheRightPasswordIsFound() {
    Users users = users();
    assertThat(users.find("few", "password of few".toCharArray()))
        .contains(users.byName().get("few"));
    assertThat(users.find("few", "password of many".toCharArray())).isEmpty();
    assertThat(users.find("nobody", "password of few".toCharArray())).isEmpty();
    assertThat(Users.NONE.find("few", "-".toCharArray())).isEmpty();
  }

  /** Of processor's time, the least of some tries: what else the machine does is not counted. */
  @Test
  void theTimeDoesNotTellWhetherThereIsSuchAName() {
    Users users = users();
    Map<String, Long> least = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      for (String name : List.of("nobody", "few", "many")) {
        least.merge(name, time(users, name), Math::min);
      }
    }
    long nobody = least.get("nobody");
    assertThat(least.get("few")).as("%s", least).isBetween(nobody / 3, nobody * 3);
    assertThat(least.get("many")).as("%s", least).isBetween(nobody / 3, nobody * 3);
  }

  /** One hash of them takes twenty times as long as the other. */
  private static Users users() {
    return new Users(Map.of("few", user("few", 500), "many", user("many", 10_000)), List.of());
  }

  private static User user(String name, int rounds) {
    char[] password = ("password of " + name).toCharArray();
    return new User(name, Role.ASK, PasswordHash.of(password, rounds));
  }

  private static long time(Users users, String name) {
    long start = THREADS.getCurrentThreadCpuTime();
    users.find(name, "another password".toCharArray());
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
