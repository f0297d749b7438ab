package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of a benchmark's file.
 *
 * @param name its key, where the file is a mapping; else empty
 * @param number from 1
 */
record Row(JsonNode json, String name, int number) {

  /**
   * @throws BadRowException if it is no text or blank
   */
  String text(String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw BadRowException.of(field, "a text", value);
    }
    return value.textValue();
  }

  /** A text or a whole number. */
  String id(String field) {
    JsonNode value = json.path(field);
    if (value.isIntegralNumber()) {
      return value.asText();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw BadRowException.of(field, "an id, a text or a whole number", value);
    }
    return value.textValue();
  }

  /** A text, empty if there is none. */
  String optional(String field) {
    return json.path(field).asText("").strip();
  }

  /** One text or several; never none. */
  List<String> texts(String field) {
    JsonNode value = json.path(field);
    if (value.isTextual() || value.isNumber()) {
      return List.of(value.asText());
    }
    List<String> texts = new ArrayList<>();
    value.forEach(v -> texts.add(v.asText()));
    if (!value.isArray() || texts.isEmpty()) {
      throw BadRowException.of(field, "a text or a list of texts", value);
    }
    return texts;
  }

  /** The {@code answer} of each object in a list, ten in most files. */
  List<String> peoplesAnswers() {
    JsonNode value = json.path("answers");
    List<String> answers = new ArrayList<>();
    value.forEach(
        one -> Optional.ofNullable(one.get("answer")).ifPresent(a -> answers.add(a.asText())));
    if (!value.isArray() || answers.isEmpty() || answers.size() != value.size()) {
      throw BadRowException.of("answers", "a list of objects with an answer", value);
    }
    return answers;
  }

  /** Exactly four numbers, x1 y1 x2 y2, with x1 < x2 and y1 < y2. */
  List<Double> box(String field) {
    JsonNode value = json.path(field);
    List<Double> box = new ArrayList<>();
    value.forEach(at -> box.add(at.isNumber() ? at.doubleValue() : Double.NaN));
    boolean four = value.isArray() && box.size() == 4;
    if (!four || !(box.get(0) < box.get(2)) || !(box.get(1) < box.get(3))) {
      throw BadRowException.of(field, "[x1, y1, x2, y2] in pixels, x1 < x2, y1 < y2", value);
    }
    return box;
  }
}
