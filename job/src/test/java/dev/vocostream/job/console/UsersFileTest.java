package dev.vocostream.job.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.job.SetupException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
