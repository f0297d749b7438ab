package dev.vocostream.tests.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** What lies in {@code deploy/}, read. */
final class DeployFiles {
  static final Path DEPLOY = Path.of("..", "deploy");

  /** Of the reporter, which has no options of that kind. */
  private static final Set<String> OF_THE_REPORTER =
      Set.of(
          "metrics.reporter.prom.factory.class",
          "metrics.reporter.prom.port",
          "metrics.reporter.prom.filterLabelValueCharacters");

  private static final YAMLMapper YAML = new YAMLMapper();

  private DeployFiles() {}

  /** The documents of a YAML file. */
  static List<JsonNode> documents(Path file) throws IOException {
    try (MappingIterator<JsonNode> all =
        YAML.readerFor(JsonNode.class).readValues(new YAMLFactory().createParser(file.toFile()))) {
      return all.readAll();
    }
  }

  static JsonNode yaml(String text) throws IOException {
    return YAML.readTree(text);
  }

  static String text(JsonNode node) throws IOException {
    return YAML.writeValueAsString(node);
  }

  /** The scalar settings below a node, by their dotted keys. */
  static Map<String, String> flat(JsonNode node) {
    Map<String, String> flat = new TreeMap<>();
    addFlat("", node, flat);
    return flat;
  }

  private static void addFlat(String key, JsonNode node, Map<String, String> flat) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String inner = key.isEmpty() ? field.getKey() : key + "." + field.getKey();
        addFlat(inner, field.getValue(), flat);
      }
    } else {
      flat.put(key, node.asText());
    }
  }

  /** Every key that Flink's own classes, or its reporter, know. */
  static Set<String> keysOfFlink() throws IllegalAccessException {
    Set<String> keys = new TreeSet<>(OF_THE_REPORTER);
    for (Class<?> options :
        List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HeartbeatManagerOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            MetricOptions.class,
            RestOptions.class,
            TaskManagerOptions.class,
            WebOptions.class)) {
      for (Field field : options.getFields()) {
        if (Modifier.isStatic(field.getModifiers())
            && field.get(null) instanceof ConfigOption<?> option) {
          keys.add(option.key());
        }
      }
    }
    return keys;
  }
}
