package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.TimeUtils;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * deploy/docs/contract.md, by the schemas that messages are checked by and the topics' own rules.
 */
final class ContractPage {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HEAD =
      """
      # The contract on Kafka

      JSON, UTF-8, one message a record. The schemas (JSON Schema 2020-12) are in
      [schemas/](../../job/src/main/resources/schemas); this page is written from them. Unknown fields are ignored; a field of a wrong
      type is refused by name. Times are ISO-8601 instants, durations ISO-8601. Topic names are those of the defaults (`kafka.topics.*`).

      Read `voco.answers` and `voco.alerts` with `isolation.level=read_committed`: an answer appears with the checkpoint behind it. With
      `kafka.delivery: at-least-once` it appears at once and, after a failure, perhaps again with the same id.

      """;

  private static final String TAIL =
      """

      ## voco.snapshots

      Only where `snapshots.enabled`, and no JSON: a JPEG of each frame that is remembered, of the size that the model sees. The key of the record is the camera's id, its header
      `time` the frame's time, an instant. Written at least once; made to be kept no longer than the shortest `retain` of the file's cameras (10 min where the file
      has none). Of a camera of the topic whose `retain` is shorter than that no picture is made: they would outlive its memory.
      """;

  private ContractPage() {}

  static String write() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| topic | partitions | kept |\n|---|---|---|\n");
    List<NewTopic> topics = Topics.of(KafkaSettings.of("any:9092"));
    for (NewTopic topic : topics) {
      page.append(
          "| [`%s`](#%s) | %d | %s |\n"
              .formatted(
                  topic.name(), topic.name().replace(".", ""), topic.numPartitions(), kept(topic)));
    }
    page.append("\nSo `voco topics create` makes them; copies are left to the cluster.\n");
    for (NewTopic topic : topics) {
      page.append(section(topic.name()));
    }
    return page.append(TAIL).toString();
  }

  private static String kept(NewTopic topic) {
    Map<String, String> configs = topic.configs();
    return configs.get("cleanup.policy").equals("compact")
        ? "the newest of each key"
        : TimeUtils.formatWithHighestUnit(
            Duration.ofMillis(Long.parseLong(configs.get("retention.ms"))));
  }

  private static String section(String topic) throws IOException {
    JsonNode schema = schema(topic);
    StringBuilder text = new StringBuilder("\n## " + topic + "\n\n");
    text.append(schema.path("description").asText()).append("\n\n");
    text.append("| field | type | what |\n|---|---|---|\n");
    for (String row : rows(schema, schema, "")) {
      text.append(row).append('\n');
    }
    for (JsonNode example : schema.path("examples")) {
      text.append("\n```json\n").append(example).append("\n```\n");
    }
    return text.toString();
  }

  static JsonNode schema(String topic) throws IOException {
    try (InputStream in =
        ContractPage.class.getResourceAsStream("/schemas/" + topic + ".schema.json")) {
      return JSON.readTree(in);
    }
  }

  private static List<String> rows(JsonNode root, JsonNode object, String path) {
    List<String> rows = new ArrayList<>();
    Set<String> required = new HashSet<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    for (Map.Entry<String, JsonNode> field : object.path("properties").properties()) {
      JsonNode itself = field.getValue();
      JsonNode node = resolved(root, itself);
      boolean isList = node.has("items");
      String name = path + field.getKey() + (isList ? "[]" : "");
      String optional = required.contains(field.getKey()) ? "" : ", optional";
      String said = itself.path("description").asText(node.path("description").asText());
      String type = type(root, node) + optional + usual(node);
      rows.add("| `%s` | %s | %s |".formatted(name, type, cell(said)));
      rows.addAll(rows(root, isList ? resolved(root, node.get("items")) : node, name + "."));
    }
    return rows;
  }

  private static JsonNode resolved(JsonNode root, JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : root.at(reference.substring(1));
  }

  private static String type(JsonNode root, JsonNode node) {
    if (node.has("enum")) {
      List<String> words = new ArrayList<>();
      node.get("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    if (node.has("const")) {
      return "`" + node.get("const").asText() + "`";
    }
    if (node.has("items")) {
      return "list of " + type(root, resolved(root, node.get("items"))) + count(node);
    }
    if (node.has("oneOf") && !node.has("type")) {
      List<String> types = new ArrayList<>();
      node.get("oneOf").forEach(one -> types.add(type(root, resolved(root, one))));
      return String.join(" or ", types);
    }
    return format(node) + range(node);
  }

  private static String format(JsonNode node) {
    return switch (node.path("format").asText()) {
      case "date-time" -> "instant";
      case "duration" -> "duration";
      default -> {
        JsonNode type = node.path("type");
        List<String> words = new ArrayList<>();
        type.forEach(word -> words.add(word.asText()));
        yield type.isArray() ? String.join(" or ", words) : type.asText("any");
      }
    };
  }

  private static String count(JsonNode list) {
    String most = list.has("maxItems") ? ", at most " + list.get("maxItems").asText() : "";
    return most + (list.path("uniqueItems").asBoolean() ? ", each once" : "");
  }

  private static String usual(JsonNode node) {
    return node.has("default") ? ", default `" + node.get("default").asText() + "`" : "";
  }

  private static String range(JsonNode node) {
    List<String> words = new ArrayList<>();
    add(words, "from ", node, "minimum");
    add(words, "above ", node, "exclusiveMinimum");
    add(words, "to ", node, "maximum");
    add(words, "at most ", node, "maxLength");
    return words.isEmpty() ? "" : " " + String.join(" ", words);
  }

  private static void add(List<String> words, String word, JsonNode node, String key) {
    if (node.has(key)) {
      words.add(word + node.get(key).asText());
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
