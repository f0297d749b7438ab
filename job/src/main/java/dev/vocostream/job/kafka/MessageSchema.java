package dev.vocostream.job.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A published schema, compiled: what is wrong with a message by the contract that people read. */
final class MessageSchema {
  private final JsonSchema schema;

  private MessageSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * @param field name of the field with dots and indices, as in {@code turns[2].answer}; empty for
   *     the message itself
   * @param rule keyword of the schema that it breaks
   * @param message name, what was expected, what was found
   */
  record Violation(String field, String rule, String message) {}

  /** The schema of the messages on {@code topic}, by the topic's default name. */
  static MessageSchema of(String topic) {
    String file = "/schemas/" + topic + ".schema.json";
    SchemaValidatorsConfig english =
        SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).build();
    try (InputStream in = MessageSchema.class.getResourceAsStream(file)) {
      return new MessageSchema(
          JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in, english));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything wrong with {@code message}, in the order of the schema; empty if nothing is. */
  List<Violation> violations(JsonNode message) {
    return schema.validate(message).stream().map(MessageSchema::violation).toList();
  }

  /**
   * The one to tell. Wrong types are named first: the other rules then speak of values that have
   * the right one.
   *
   * @return null if there is none
   */
  static Violation first(List<Violation> violations) {
    return violations.stream()
        .min(Comparator.comparing(violation -> !violation.rule().equals("type")))
        .orElse(null);
  }

  private static Violation violation(ValidationMessage wrong) {
    String field = name(wrong.getInstanceLocation());
    JsonNode found = wrong.getInstanceNode();
    if (wrong.getType().equals("required")) {
      field = field.isEmpty() ? wrong.getProperty() : field + "." + wrong.getProperty();
      found = null;
    }
    String message = field + ": " + wrong.getError() + ", found " + StrictJson.describe(found);
    return new Violation(field, wrong.getType(), message);
  }

  private static String name(JsonNodePath path) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < path.getNameCount(); i++) {
      if (path.getElement(i) instanceof Integer index) {
        name.append('[').append(index).append(']');
      } else {
        name.append(name.isEmpty() ? "" : ".").append(path.getElement(i));
      }
    }
    return name.toString();
  }
}
