package dev.vocostream.job.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may log in with a password.
 *
 * @param faults of lines that name nobody: which line, and the rule that it breaks
 */
record Users(Map<String, User> byName, List<String> faults) {
  static final Users NONE = new Users(Map.of(), List.of());

  Users {
    byName = Map.copyOf(byName);
    faults = List.copyOf(faults);
  }

  /**
   * Of a users file; empty lines and those that begin with # are passed over. Of a name the last
   * line holds: a new password is appended, and the old one must not stay good.
   */
  static Users parse(List<String> lines) {
    Map<String, User> users = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        User user = User.parse(line);
        users.put(user.name(), user);
      } catch (IllegalArgumentException e) {
        faults.add("line %d: %s".formatted(i + 1, e.getMessage()));
      }
    }
    return new Users(users, faults);
  }

  /**
   * Whose password that is. Takes as long as the longest hash does, whether or not there is such a
   * name and whatever the rounds of its hash: the time tells no names.
   */
  Optional<User> find(String name, char[] password) {
    int most =
        byName.values().stream()
            .mapToInt(user -> user.hash().rounds())
            .max()
            .orElse(PasswordHash.ROUNDS);
    Optional<User> named = Optional.ofNullable(byName.get(name));
    PasswordHash hash = named.map(User::hash).orElseGet(() -> PasswordHash.ofNobody(most));
    boolean right = hash.isOf(password);
    PasswordHash.spend(most - hash.rounds());
    return named.filter(user -> right);
  }

  /** Whether that line is still among them. */
  boolean has(User user) {
    return user.equals(byName.get(user.name()));
  }
}
