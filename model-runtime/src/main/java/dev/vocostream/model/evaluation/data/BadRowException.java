package dev.vocostream.model.evaluation.data;

import com.fasterxml.jackson.databind.JsonNode;

/** A row that nothing can be asked from. It is named, counted and left out. */
final class BadRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  BadRowException(String message) {
    super(message);
  }

  static BadRowException of(String field, String expected, JsonNode found) {
    String text = found.isMissingNode() ? "nothing" : found.toString();
    return new BadRowException(
        "%s: expected %s, found %s"
            .formatted(field, expected, text.substring(0, Math.min(SHOWN, text.length()))));
  }
}
