package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersFileTest {
  private static final String HASH = PasswordHash.ofNobody(PasswordHash.ROUNDS).text();

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("users");
  }

  @Test
  void isReadAgainWhenItHasChanged() throws Exception {
    Files.writeString(path, "anna:view:" + HASH);
    UsersFile file = new UsersFile(path);
    Users before = file.now();
    assertThat(before.byName()).containsOnlyKeys("anna");
    assertThat(file.now()).isSameAs(before);

    Files.writeString(path, "anna:view:" + HASH + "\nben:ask:" + HASH);
    assertThat(file.now().byName()).containsOnlyKeys("anna", "ben");
    Path next = directory.resolve("next");
    Files.writeString(next, "carl:view:" + HASH);
    Files.setLastModifiedTime(next, Files.getLastModifiedTime(path));
    Files.move(next, path, StandardCopyOption.REPLACE_EXISTING);
    assertThat(file.now().byName()).containsOnlyKeys("carl");
  }

  /** As by {@code voco console user anna --role ask >> console-users}, for the second time. */
  @Test
  void aNewPasswordIsAppendedRunningAndAtTheNextStart() throws Exception {
    User first = new User("anna", Role.ASK, PasswordHash.ofNobody(PasswordHash.ROUNDS));
    User second = new User("anna", Role.ASK, PasswordHash.ofNobody(PasswordHash.ROUNDS + 1));
    Files.writeString(path, first.line() + "\n");
    UsersFile running = new UsersFile(path);
    assertThat(running.now().has(first)).isTrue();
    Files.writeString(path, second.line() + "\n", StandardOpenOption.APPEND);
    for (UsersFile file : List.of(running, new UsersFile(path))) {
      assertThat(file.now().has(second)).isTrue();
      assertThat(file.now().has(first)).isFalse();
    }
  }

  @Test
  void laterAWrongLineNamesNobodyAndAFileThatIsGoneLeavesNobody() throws Exception {
    Files.writeString(path, "anna:view:" + HASH);
    UsersFile file = new UsersFile(path);
    Files.writeString(path, "anna:view:" + HASH + "\nben:all:" + HASH);
    assertThat(file.now().byName()).containsOnlyKeys("anna");
    Files.delete(path);
    assertThat(file.now().byName()).isEmpty();
    Files.writeString(path, "anna:view:" + HASH);
    assertThat(file.now().byName()).containsOnlyKeys("anna");
  }

  @Test
  void stopsTheStartWithLineAndRuleAndWhatToDo() throws Exception {
    assertRefused("cannot be read");
    Files.writeString(path, "# nobody yet\n");
    assertRefused("expected a user, found none");
    Files.writeString(path, "anna:view:" + HASH + "\nben:all:" + HASH);
    assertRefused("line 2: a role is one of view, ask, admin");
    Files.write(path, new byte[] {'a', (byte) 0xff, '\n'});
    assertRefused("cannot be read");
  }

  private void assertRefused(String rule) {
    assertThatThrownBy(() -> new UsersFile(path))
        .isInstanceOf(SetupException.class)
        .hasMessageContainingAll(path.toString(), rule, "voco console user")
        .hasMessageNotContaining(HASH);
  }
}
