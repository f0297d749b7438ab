package dev.vocostream.job.console;

import static dev.vocostream.job.console.PasswordHash.require;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who may log in with a password; a line {@code name:role:hash} of a users file. */
public record User(String name, Role role, PasswordHash hash) {
  static final int LONGEST_NAME = 64;
  static final int MOST_LETTERS = 1_024;

  private static final int LEAST_LETTERS = 12;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1," + LONGEST_NAME + "}");
  private static final String ROLES =
      Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));

  /**
   * @throws IllegalArgumentException with the rule that it breaks
   */
  public static void requireName(String name) {
    require(
        NAME.matcher(name).matches(), "a name is 1 to 64 of a-z, A-Z, 0-9, dot, @, hyphen and _");
  }

  /**
   * With a salt of its own; takes about half a second.
   *
   * @throws IllegalArgumentException with the rule that name or password break
   */
  public static User of(String name, Role role, char[] password) {
    requireName(name);
    require(
        password.length >= LEAST_LETTERS && password.length <= MOST_LETTERS,
        "a password has %d to %d letters",
        LEAST_LETTERS,
        MOST_LETTERS);
    return new User(name, role, PasswordHash.of(password, PasswordHash.ROUNDS));
  }

  /**
   * @throws IllegalArgumentException with the rule that is broken, and nothing of the line
   */
  static User parse(String line) {
    String[] parts = line.strip().split(":", -1);
    require(parts.length == 3, "a line is name:role:hash");
    requireName(parts[0]);
    return new User(parts[0], role(parts[1]), PasswordHash.parse(parts[2]));
  }

  public String line() {
    return String.join(":", name, role.word(), hash.text());
  }

  private static Role role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a role is one of " + ROLES));
  }
}
