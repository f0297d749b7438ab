package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What alerts must say of the scores beside them. Alerts of which one is lost are out of turn;
 * where a pair is lost, one raised and one cleared, only the scores still tell.
 *
 * <pre>
 *   scores   .05  .95  .95  .05  .95
 *   alerts        raised    cl.  raised
 * </pre>
 */
final class ScoreRule {
  private final Map<String, NavigableMap<Instant, String>> states = new HashMap<>();
  private final double raiseAbove;
  private final double clearBelow;

  /** Of monitors with these two bounds and no cool-down. */
  ScoreRule(List<JsonNode> alerts, double raiseAbove, double clearBelow) {
    this.raiseAbove = raiseAbove;
    this.clearBelow = clearBelow;
    for (JsonNode alert : alerts) {
      states
          .computeIfAbsent(of(alert), key -> new TreeMap<>())
          .put(at(alert), alert.path("state").asText());
    }
  }

  private static String of(JsonNode message) {
    return message.path("monitor").asText() + " on " + message.path("camera").asText();
  }

  private static Instant at(JsonNode message) {
    return Instant.parse(message.path("at").asText());
  }

  /** What is wrong beside this score; null for nothing. */
  String problem(JsonNode score) {
    double probability = score.path("probability").asDouble();
    var alert = states.getOrDefault(of(score), new TreeMap<>()).floorEntry(at(score));
    String state = alert == null ? "cleared" : alert.getValue();
    boolean lost =
        probability > raiseAbove && !state.equals("raised")
            || probability < clearBelow && !state.equals("cleared");
    return lost ? "monitor %s is %s, and its score is %s".formatted(of(score), state, score) : null;
  }
}
