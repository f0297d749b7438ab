package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Cameras' credentials by name, looked up anew for every connection, so that a changed password is
 * taken up without a restart: in the environment of the task manager, then in a file of its own.
 *
 * <pre>
 * VOCO_SECRET_YARD_CAMERA=user:password     the name in upper case, other characters as _
 * yard-camera=user:password                 a line of the file; # begins a comment
 * gate@10.0.0.7,gate.example=user:password  a line for cameras at these hosts, whoever adds them
 * </pre>
 *
 * <p>Who may add a camera writes its url and names its secret, and could have any secret sent to a
 * server of theirs. So a secret goes to no host but those that its line names; where none does, to
 * those of the job's own file. Refusals are the same whether or not there is such a secret.
 */
final class Secrets {
  private final UnaryOperator<String> environment;
  private final Path file;
  private final Map<String, Set<String>> hosts;

  /**
   * @param file null: there is none
   * @param hosts by name of a secret, those of the job's file that it may go to without its line
   *     saying so
   */
  Secrets(UnaryOperator<String> environment, Path file, Map<String, Set<String>> hosts) {
    this.environment = environment;
    this.file = file;
    this.hosts = hosts;
  }

  /**
   * @param host of the camera's url
   * @throws VideoException with {@link Fault#DENIED} if there is no such secret for this host; says
   *     where it was looked for, and repeats nothing of what is there
   */
  Credentials find(String name, String host) throws VideoException {
    boolean known = hosts.getOrDefault(name, Set.of()).contains(host);
    String variable = variable(name);
    String text = known ? environment.apply(variable) : null;
    String where = variable;
    if (text == null && file != null) {
      text = inFile(name, host, known);
      where = "a line of " + file;
    }
    if (text == null) {
      throw new VideoException(Fault.DENIED, missing(name, host, known));
    }
    try {
      return Credentials.parse(text);
    } catch (IllegalArgumentException e) {
      throw new VideoException(
          Fault.DENIED, "secret '%s' in %s: %s".formatted(name, where, e.getMessage()));
    }
  }

  private String missing(String name, String host, boolean known) {
    String place = file == null ? "a secrets file" : file.toString();
    return known
        ? "there is no secret '%s': set %s to user:password, or add a line %s=user:password to %s"
            .formatted(name, variable(name), name, place)
        : "cannot use secret '%s' for this host: expected a line %s@%s=user:password in %s"
            .formatted(name, name, host, place);
  }

  static String variable(String name) {
    return "VOCO_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private String inFile(String name, String host, boolean known) throws VideoException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new VideoException(
          Fault.DENIED, "the secrets file %s cannot be read on this machine".formatted(file));
    }
    return lines.stream()
        .filter(line -> line.contains("=") && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .filter(line -> isFor(line[0], name, host, known))
        .map(line -> line[1])
        .findFirst()
        .orElse(null);
  }

  /**
   * @param left of a line, what is before its first =
   */
  private static boolean isFor(String left, String name, String host, boolean known) {
    String[] parts = left.split("@", 2);
    if (!parts[0].equals(name)) {
      return false;
    }
    return parts.length == 1
        ? known
        : List.of(parts[1].toLowerCase(Locale.ROOT).replaceAll("[\\[\\]\\s]", "").split(","))
            .contains(host);
  }
}
