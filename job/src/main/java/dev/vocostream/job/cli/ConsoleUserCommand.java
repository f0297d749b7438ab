package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vocostream.job.SetupException;
import dev.vocostream.job.console.Role;
import dev.vocostream.job.console.User;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code voco console user}: a line of a users file. */
@Command(
    name = "user",
    description = {
      "Asks for a password and prints a line for the console's users file.",
      "At a terminal it asks twice and shows nothing; else it reads one line of standard input.",
      "A running console reads its file again when it changes: who is no longer in it, or has",
      "another password or role, is out. Of a name the last line holds: append a new password,",
      "and to take a user out, take out all lines of the name."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  voco console user anna --role ask >> console-users",
      "  voco console user ben --role admin < password.txt >> console-users",
      "",
      "Exit codes: 0 done, 1 not possible (one line says why), 2 wrong use."
    })
final class ConsoleUserCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "1 to 64 letters, digits, dots, @, - and _.")
  private String name;

  @Option(
      names = "--role",
      required = true,
      description = "What the user may do: ${COMPLETION-CANDIDATES}, each more than the last.")
  private Role role;

  @Option(names = "--json", description = "Print {user, role, line} and nothing else.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    User user;
    try {
      User.requireName(name);
      user = user(password());
    } catch (IllegalArgumentException e) {
      throw new SetupException("no such user can be: " + e.getMessage(), e);
    }
    Screen screen = Screen.of(json);
    if (json) {
      screen.message(
          JsonNodeFactory.instance
              .objectNode()
              .put("user", name)
              .put("role", role.word())
              .put("line", user.line())
              .toString());
    } else {
      screen.say(user.line());
    }
    return 0;
  }

  private User user(char[] password) {
    try {
      return User.of(name, role, password);
    } finally {
      Arrays.fill(password, ' ');
    }
  }

  /** Standard output may be the file: what is asked goes to standard error. */
  private char[] password() throws IOException {
    try (PasswordInput input = new PasswordInput()) {
      if (!input.isTerminal()) {
        return input.line();
      }
      System.err.printf("Password of %s: ", Screen.harmless(name));
      char[] first = input.line();
      System.err.printf("%nThe same again: ");
      char[] second = input.line();
      System.err.println();
      if (!Arrays.equals(first, second)) {
        throw new SetupException("the two passwords are not the same: begin again");
      }
      return first;
    }
  }
}
