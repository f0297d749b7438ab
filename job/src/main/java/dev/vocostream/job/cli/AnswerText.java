package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer message as lines for a person. */
final class AnswerText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.S").withZone(ZoneOffset.UTC);

  private AnswerText() {}

  static List<String> lines(JsonNode answer) {
    List<String> lines = new ArrayList<>();
    for (JsonNode part : answer.path("answers")) {
      lines.add("  %s: %s".formatted(part.path("camera").asText(), says(part)));
      if (part.hasNonNull("window")) {
        lines.add("    " + window(part.path("window")) + evidence(part.path("evidence")));
      }
    }
    lines.add("    " + source(answer));
    return lines;
  }

  private static String says(JsonNode part) {
    String status = part.path("status").asText();
    StringBuilder text = new StringBuilder();
    if (!part.path("text").asText().isEmpty()) {
      text.append('"').append(part.path("text").asText()).append('"');
    }
    if (part.hasNonNull("probability")) {
      text.append(
          String.format(Locale.ROOT, " (yes with p = %.2f)", part.path("probability").asDouble()));
    }
    if (!status.equals("answered")) {
      text.append(text.isEmpty() ? "" : "  ").append('[').append(status);
      text.append(part.hasNonNull("reason") ? ": " + part.path("reason").asText() : "").append(']');
    }
    return text.isEmpty() ? "\"\"" : text.toString();
  }

  private static String window(JsonNode window) {
    StringBuilder text =
        new StringBuilder(
            "window %s to %s UTC, %d of %d remembered frames read"
                .formatted(
                    clock(window.path("from")),
                    clock(window.path("to")),
                    window.path("frames").asInt(),
                    window.path("remembered").asInt()));
    for (JsonNode gap : window.path("gaps")) {
      text.append(
          "; gap %s to %s: %s"
              .formatted(
                  clock(gap.path("from")), clock(gap.path("to")), gap.path("reason").asText()));
    }
    return text.toString();
  }

  private static String evidence(JsonNode evidence) {
    return evidence.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; weighed most: %s (%.0f %%)",
            clock(evidence.get(0).path("time")),
            100 * evidence.get(0).path("weight").asDouble());
  }

  private static String source(JsonNode answer) {
    JsonNode model = answer.path("model");
    String untrained =
        model.path("untrained").asBoolean() ? ", untrained: the words mean nothing" : "";
    JsonNode timings = answer.path("timings");
    return "%d ms in model %s%s"
        .formatted(timings.path("model").asLong(), model.path("name").asText(), untrained);
  }

  private static String clock(JsonNode instant) {
    return CLOCK.format(Instant.parse(instant.asText()));
  }
}
