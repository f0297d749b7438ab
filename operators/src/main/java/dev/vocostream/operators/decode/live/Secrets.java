package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.VideoException;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import dev.vocostream.operators.gate.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Cameras' credentials by name, looked up anew for every connection, so that a changed password is
 * taken up without a restart: in the environment of the task manager, then in a file of its own.
 *
 * <pre>
 * VOCO_SECRET_YARD_CAMERA=user:password     the name in upper case, other characters as _
 * yard-camera=user:password                 a line of the file; # begins a comment
 * </pre>
 */
final class Secrets {
  private final UnaryOperator<String> environment;
  private final Path file;

  /**
   * @param file null: there is none
   */
  Secrets(UnaryOperator<String> environment, Path file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * @throws VideoException with {@link Fault#DENIED} if there is no such secret; says where it was
   *     looked for, and repeats nothing of what is there
   */
  Credentials find(String name) throws VideoException {
    String variable = variable(name);
    String text = environment.apply(variable);
    String where = variable;
    if (text == null && file != null) {
      text = inFile(name);
      where = "a line of " + file;
    }
    if (text == null) {
      throw new VideoException(
          Fault.DENIED,
          "there is no secret '%s': set %s to user:password, or add a line %s=user:password to %s"
              .formatted(name, variable, name, file == null ? "a secrets file" : file));
    }
    try {
      return Credentials.parse(text);
    } catch (IllegalArgumentException e) {
      throw new VideoException(
          Fault.DENIED, "secret '%s' in %s: %s".formatted(name, where, e.getMessage()));
    }
  }

  static String variable(String name) {
    return "VOCO_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private String inFile(String name) throws VideoException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new VideoException(
          Fault.DENIED, "the secrets file %s cannot be read on this machine".formatted(file));
    }
    return lines.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }
}
