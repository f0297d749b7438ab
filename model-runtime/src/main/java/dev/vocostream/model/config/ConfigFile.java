package dev.vocostream.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * One JSON file of a checkpoint. A wrong value is noted, not thrown, so that all of a checkpoint's
 * problems are reported together by {@link #throwProblems}; a placeholder is returned meanwhile.
 */
final class ConfigFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final String where;
  private final JsonNode node;
  private final List<String> problems;

  private ConfigFile(String where, JsonNode node, List<String> problems) {
    this.where = where;
    this.node = node;
    this.problems = problems;
  }

  /**
   * Problems of this file are added to those of {@code together}; pass a new list for the first.
   */
  static ConfigFile read(Path file, List<String> together) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "%s must be at most %d bytes, has %d".formatted(file, MAX_BYTES, Files.size(file)));
      }
      JsonNode node = JSON.readTree(file.toFile());
      if (!node.isObject()) {
        throw new InvalidCheckpointException(file + " must hold a JSON object");
      }
      return new ConfigFile(file.toString(), node, together);
    } catch (JsonProcessingException e) {
      throw new InvalidCheckpointException(file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          file + " cannot be read: a LLaVA-layout checkpoint directory must have it", e);
    }
  }

  /** As {@link #read}, or an empty object if there is no such file. */
  static ConfigFile readIfThere(Path file, List<String> together) {
    return Files.exists(file)
        ? read(file, together)
        : new ConfigFile(file.toString(), JSON.createObjectNode(), together);
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  ConfigFile object(String key) {
    JsonNode child = node.path(key);
    if (!child.isObject()) {
      problem(key, "a JSON object", child);
    }
    return new ConfigFile(where + " " + key, child, problems);
  }

  /** As {@link #object}, or an empty one if the key is absent or null. */
  ConfigFile section(String key) {
    return has(key)
        ? object(key)
        : new ConfigFile(where + " " + key, JSON.createObjectNode(), problems);
  }

  /** This file, with values for the keys that it does not have. */
  ConfigFile withDefaults(Map<String, ?> defaults) {
    ObjectNode all = JSON.valueToTree(defaults);
    node.properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull() || !all.has(entry.getKey())) {
                all.set(entry.getKey(), entry.getValue());
              }
            });
    return new ConfigFile(where, all, problems);
  }

  /** The keys of this object. */
  List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  int positive(String key) {
    JsonNode value = node.path(key);
    if (value.canConvertToInt() && value.isIntegralNumber() && value.intValue() > 0) {
      return value.intValue();
    }
    problem(key, "a positive integer", value);
    return 1;
  }

  int positive(String key, int otherwise) {
    return has(key) ? positive(key) : otherwise;
  }

  int integer(String key, int otherwise) {
    JsonNode value = node.path(key);
    if (!has(key)) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      problem(key, "an integer", value);
      return otherwise;
    }
    return value.intValue();
  }

  double number(String key, double otherwise) {
    double value = decimal(key, otherwise);
    if (value <= 0) {
      problem(key, "a positive number", node.path(key));
      return otherwise;
    }
    return value;
  }

  /** A number of any sign. */
  double decimal(String key, double otherwise) {
    JsonNode value = node.path(key);
    if (!has(key)) {
      return otherwise;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      problem(key, "a number", value);
      return otherwise;
    }
    return value.doubleValue();
  }

  boolean flag(String key, boolean otherwise) {
    JsonNode value = node.path(key);
    if (has(key) && !value.isBoolean()) {
      problem(key, "true or false", value);
    }
    return value.asBoolean(otherwise);
  }

  String text(String key, String otherwise) {
    JsonNode value = node.path(key);
    if (has(key) && !value.isTextual()) {
      problem(key, "a string", value);
    }
    return has(key) ? value.asText() : otherwise;
  }

  /** Token ids given as one number or as a list; empty if the key is absent. */
  List<Integer> ids(String key) {
    JsonNode value = node.path(key);
    List<Integer> ids = new ArrayList<>();
    for (JsonNode id : value.isArray() ? value : List.of(value)) {
      if (id.isIntegralNumber() && id.canConvertToInt() && id.intValue() >= 0) {
        ids.add(id.intValue());
      } else if (has(key)) {
        problem(key, "a token id or a list of token ids", value);
      }
    }
    return ids;
  }

  List<String> texts(String key, List<String> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    node.path(key).forEach(text -> texts.add(text.isTextual() ? text.asText() : ""));
    if (!node.path(key).isArray() || texts.isEmpty() || texts.contains("")) {
      problem(key, "a list of strings", node.path(key));
      return otherwise;
    }
    return List.copyOf(texts);
  }

  List<Float> channels(String key) {
    List<Float> values = new ArrayList<>();
    node.path(key).forEach(value -> values.add((float) value.asDouble(Double.NaN)));
    if (values.size() != 3 || values.stream().anyMatch(v -> v.isNaN())) {
      problem(key, "three numbers (red, green, blue)", node.path(key));
      return List.of(1f, 1f, 1f);
    }
    return List.copyOf(values);
  }

  /**
   * A size given as {@code 336} or as {@code {"height": 336, ..}} or {@code {"shortest_edge":
   * 336}}.
   */
  int side(String key) {
    JsonNode value = node.path(key);
    for (String edge : List.of("height", "shortest_edge")) {
      value = value.isObject() && value.has(edge) ? value.get(edge) : value;
    }
    if (!value.isIntegralNumber() || value.intValue() < 1) {
      problem(key, "a size in pixels", node.path(key));
      return 1;
    }
    return value.intValue();
  }

  /** A size given as {@code 336} or {@code {"shortest_edge": 336}}; 0 if it is given otherwise. */
  int shortestEdge(String key) {
    JsonNode value = node.path(key);
    return (value.isObject() ? value.path("shortest_edge") : value).asInt(0);
  }

  /** Notes a problem unless the key is absent or has the only value that is supported. */
  void only(String key, Object supported) {
    if (has(key) && !node.get(key).asText().equals(String.valueOf(supported))) {
      problem(key, supported + " (nothing else is supported yet)", node.get(key));
    }
  }

  void problem(String key, String expected, Object found) {
    String was = found == null || found instanceof MissingNode ? "missing" : found.toString();
    problems.add("%s: %s must be %s, was %s".formatted(where, key, expected, was));
  }

  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidCheckpointException(String.join("\n", new LinkedHashSet<>(problems)));
    }
  }
}
