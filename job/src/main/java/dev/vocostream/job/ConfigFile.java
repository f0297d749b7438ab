package dev.vocostream.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * {@code voco.yaml} as it was written: nested keys joined by dots, not yet checked for meaning.
 *
 * @param file the file, for messages and for paths relative to it
 * @param values every key outside {@code cameras}, {@code flink} and {@code kafka.client}
 * @param flink settings handed to Flink as they are
 * @param kafkaClient settings handed to the Kafka clients
 */
record ConfigFile(
    Path file,
    Map<String, String> values,
    List<Map<String, String>> cameras,
    Map<String, String> flink,
    Map<String, String> kafkaClient) {
  /** What may be written as a list. */
  private static final Set<String> LISTS = Set.of("gate.schemes", "gate.allow", "gate.files");

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /**
   * @throws SetupException if the file is missing or is not a YAML mapping
   */
  static ConfigFile read(Path file) {
    JsonNode root = parse(file);
    if (!root.isObject()) {
      throw new SetupException("%s: expected a mapping of options".formatted(file));
    }
    ConfigFile config =
        new ConfigFile(
            file,
            new LinkedHashMap<>(),
            new ArrayList<>(),
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    root.properties().forEach(entry -> config.take(entry.getKey(), entry.getValue()));
    config.split("kafka.client.", config.kafkaClient);
    config.split("flink.", config.flink);
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

  private void take(String key, JsonNode node) {
    if (!key.equals("cameras")) {
      flatten(key, node, values);
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
      camera.properties().forEach(e -> flatten(e.getKey(), e.getValue(), settings));
      cameras.add(settings);
    }
  }

  private void flatten(String key, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(key + "." + e.getKey(), e.getValue(), into));
    } else if (node.isArray() && LISTS.contains(key)) {
      List<String> words = new ArrayList<>();
      node.forEach(word -> words.add(word.asText()));
      into.put(key, String.join(",", words));
    } else if (node.isArray()) {
      throw new SetupException("%s: %s: expected one value, found a list".formatted(file, key));
    } else if (!node.isNull()) {
      into.put(key, node.asText());
    }
  }

  private void split(String prefix, Map<String, String> into) {
    values.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .toList()
        .forEach(key -> into.put(key.substring(prefix.length()), values.remove(key)));
  }

  /**
   * The value of an option, its default if the file has none.
   *
   * @throws SetupException if it is not of the option's type
   */
  <T> T get(ConfigOption<T> option) {
    try {
      return Configuration.fromMap(new HashMap<>(values)).get(option);
    } catch (IllegalArgumentException e) {
      throw wrong(option, option.description().toString(), values.get(option.key()));
    }
  }

  SetupException wrong(ConfigOption<?> option, String expected, Object found) {
    return new SetupException(
        "%s: %s: expected %s, found %s".formatted(file, option.key(), expected, found));
  }

  /** A list, or words with commas between them. */
  static List<String> words(String text) {
    return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
  }

  /** A path stands relative to the file that names it. */
  Path path(String text) {
    return file.toAbsolutePath().resolveSibling(text).normalize();
  }
}
