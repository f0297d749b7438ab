package dev.vocostream.job;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code voco.yaml} as it was written: nested keys joined by dots, not yet checked for meaning.
 *
 * @param file the file, for messages and for paths relative to it
 * @param values every key outside {@code cameras}, {@code flink} and {@code kafka.client}
 * @param variables of the environment that values come from, by key
 * @param flink settings handed to Flink as they are
 * @param kafkaClient settings handed to the Kafka clients
 */
record ConfigFile(
    Path file,
    Map<String, String> values,
    Map<String, String> variables,
    List<Map<String, String>> cameras,
    Map<String, String> flink,
    Map<String, String> kafkaClient) {
  /** Of a section that is there twice YAML itself would keep the last one only. */
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /**
   * @param options those that may be lists are, and their variables outweigh what is in the file
   * @throws SetupException if the file is missing or is not a YAML mapping
   */
  static ConfigFile read(Path file, List<Option<?>> options, Map<String, String> environment) {
    JsonNode root = parse(file);
    if (!root.isObject()) {
      throw new SetupException("%s: expected a mapping of options".formatted(file));
    }
    ConfigFile config =
        new ConfigFile(
            file,
            new LinkedHashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    Set<String> lists =
        options.stream().filter(Option::isList).map(Option::key).collect(Collectors.toSet());
    root.properties().forEach(entry -> config.take(entry.getKey(), entry.getValue(), lists));
    config.split("kafka.client.", config.kafkaClient);
    config.split("flink.", config.flink);
    options.forEach(option -> config.outweigh(option, environment.get(option.variable())));
    return config;
  }

  private static JsonNode parse(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new SetupException("%s: no such file; --config names it".formatted(file));
    }
    try {
      return YAML.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new SetupException(
          "%s: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("not YAML")));
    } catch (IOException e) {
      throw new SetupException("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void take(String key, JsonNode node, Set<String> lists) {
    if (!key.equals("cameras")) {
      flatten(key, node, lists, values);
      return;
    }
    if (!node.isArray()) {
      throw new SetupException("%s: cameras: expected a list".formatted(file));
    }
    for (JsonNode camera : node) {
      if (!camera.isObject()) {
        throw new SetupException(
            "%s: cameras: expected a mapping with id and url, found %s".formatted(file, camera));
      }
      Map<String, String> settings = new LinkedHashMap<>();
      camera.properties().forEach(e -> flatten(e.getKey(), e.getValue(), lists, settings));
      cameras.add(settings);
    }
  }

  private void flatten(String key, JsonNode node, Set<String> lists, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(key + "." + e.getKey(), e.getValue(), lists, into));
    } else if (node.isArray() && lists.contains(key)) {
      List<String> words = new ArrayList<>();
      node.forEach(word -> words.add(withoutComma(key, word.asText())));
      into.put(key, String.join(",", words));
    } else if (node.isArray()) {
      throw new SetupException("%s: %s: expected one value, found a list".formatted(file, key));
    } else if (!node.isNull()) {
      into.put(key, node.asText());
    }
  }

  private String withoutComma(String key, String text) {
    if (text.contains(",")) {
      throw new SetupException(
          "%s: %s: expected values without commas, found '%s'".formatted(file, key, text));
    }
    return text;
  }

  private void split(String prefix, Map<String, String> into) {
    values.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .toList()
        .forEach(key -> into.put(key.substring(prefix.length()), values.remove(key)));
  }

  /** Left blank it is as if it were not there: deployments pass on variables that nobody set. */
  private void outweigh(Option<?> option, String value) {
    if (value != null && !value.isBlank()) {
      values.put(option.key(), value);
      variables.put(option.key(), option.variable());
    }
  }

  /**
   * The value of an option, its default if nobody gave one; null if it has none.
   *
   * @throws SetupException if it is not of the option's type, or out of its bounds
   */
  <T> T get(Option<T> option) {
    try {
      return option.read(values);
    } catch (IllegalArgumentException e) {
      throw wrong(option, option.bounds().expected(), values.get(option.key()));
    }
  }

  /**
   * @throws SetupException if nobody gave a value
   */
  String required(Option<String> option) {
    String value = get(option);
    if (value == null) {
      throw wrong(option, option.bounds().expected(), "none");
    }
    return value;
  }

  /** Which of these constants an option names; it takes no other word. */
  <E extends Enum<E>> E word(Option<String> option, List<E> words) {
    return Bounds.constant(words, get(option));
  }

  /** Says who gave the value, which may be somebody else than who wrote the file. */
  SetupException wrong(Option<?> option, String expected, Object found) {
    String variable = variables.get(option.key());
    String remedy =
        variable == null
            ? "correct it here, or set " + option.variable()
            : "%s of the environment says so and outweighs the file: correct or unset it"
                .formatted(variable);
    return new SetupException(
        "%s: %s: expected %s, found %s; %s".formatted(file, option.key(), expected, found, remedy));
  }

  /** For a refusal of several values together: which variables have a say in it. */
  String outweighed() {
    return variables.isEmpty()
        ? ""
        : "; of the environment come " + String.join(", ", variables.values());
  }

  /** A list, or values with commas between them, which may have blanks. */
  static List<String> items(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(i -> !i.isEmpty()).toList();
  }

  /** A list, or words with commas or blanks between them; none of null. */
  static List<String> words(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** A path stands relative to the file that names it. */
  Path path(String text) {
    return file.toAbsolutePath().resolveSibling(text).normalize();
  }
}
