package dev.vocostream.job.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** An alert or a score as a line for a person. */
final class AlertText {
  private AlertText() {}

  /**
   * @param message of {@code voco.alerts} or {@code voco.scores}
   */
  static String line(JsonNode message) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s  %-7s  %s on %s, yes with p = %.2f",
                message.path("at").asText(),
                message.path("state").asText("score").toUpperCase(Locale.ROOT),
                message.path("monitor").asText(),
                message.path("camera").asText(),
                message.path("probability").asDouble()));
    if (message.hasNonNull("reason")) {
      line.append(" [").append(message.path("reason").asText()).append(']');
    }
    JsonNode evidence = message.path("evidence");
    if (!evidence.isEmpty()) {
      line.append(
          String.format(
              Locale.ROOT,
              "; weighed most: %s (%.0f %%)",
              evidence.get(0).path("time").asText(),
              100 * evidence.get(0).path("weight").asDouble()));
    }
    return line.toString();
  }
}
