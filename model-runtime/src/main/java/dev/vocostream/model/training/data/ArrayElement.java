package dev.vocostream.model.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.model.training.BadExampleException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** One element of a file, which can say where it stands. */
record ArrayElement(Path file, int number, long offset, JsonNode node) {
  private static final int MAX_SHOWN = 80;

  /**
   * @throws BadExampleException if it is no JSON object
   */
  static ArrayElement of(JsonArrayFile file, int number) {
    ArrayElement element =
        new ArrayElement(file.file(), number, file.offset(number), file.read(number));
    if (!element.node.isObject()) {
      throw element.bad("an object", shown(element.node));
    }
    return element;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /**
   * @throws BadExampleException if the field is missing, no text, or blank
   */
  String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw bad("%s to be a text".formatted(field), shown(value));
    }
    return value.textValue();
  }

  /**
   * A text, or a number as it is written.
   *
   * @throws BadExampleException if the field is missing, neither, or blank
   */
  String id(String field) {
    return node.path(field).isNumber() ? node.path(field).asText() : text(field);
  }

  /**
   * A file below {@code root}.
   *
   * @throws BadExampleException if the field names several, or one outside
   */
  Path path(String field, Path root) {
    if (node.path(field).isArray()) {
      String several = "%d of them".formatted(node.path(field).size());
      throw bad("%s to be the path of one file".formatted(field), several);
    }
    return below(root, text(field));
  }

  Path below(Path root, String name) {
    Path base = root.toAbsolutePath().normalize();
    try {
      Path path = base.resolve(name).normalize();
      if (path.startsWith(base)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw bad("a path below " + root, e.getMessage());
    }
    throw bad("a path below " + root, name);
  }

  BadExampleException bad(String expected, String found) {
    return bad(expected, found, null);
  }

  BadExampleException bad(String expected, String found, Exception cause) {
    return new BadExampleException(
        "%s: %s: expected %s, found %s".formatted(file, name(), expected, found), cause);
  }

  /** Its id where it has one, and its place in any case. */
  private String name() {
    for (String field : new String[] {"id", "video_id"}) {
      JsonNode id = node.path(field);
      if (id.isValueNode() && !id.isNull()) {
        return "id %s (element %d, byte %d)".formatted(cut(id.asText()), number, offset);
      }
    }
    return "element %d, byte %d".formatted(number, offset);
  }

  static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : cut(value.toString());
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
