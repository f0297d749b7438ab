package dev.vocostream.tests.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fifty standing questions to all cameras, and what must be true of their scores and alerts. */
final class FiftyMonitors {
  private static final List<String> COLOURS =
      List.of("red", "orange", "yellow", "green", "blue", "purple", "white", "black");
  private static final List<String> SHAPES =
      List.of("circle", "square", "triangle", "star", "cross");
  private static final List<String> PLACES =
      List.of(
          "at the top left",
          "at the top",
          "at the top right",
          "on the left",
          "in the centre",
          "on the right",
          "at the bottom left",
          "at the bottom",
          "at the bottom right");

  private FiftyMonitors() {}

  /** Of each the id and the question. */
  static Map<String, String> questions() {
    Map<String, String> questions = new LinkedHashMap<>();
    for (String place : PLACES) {
      questions.put(place.substring(7).replace(' ', '-'), "Is there anything " + place + "?");
    }
    for (String colour : COLOURS) {
      for (String shape : SHAPES) {
        String article = colour.startsWith("o") ? "an" : "a";
        questions.put(colour + "-" + shape, "Is there %s %s %s?".formatted(article, colour, shape));
      }
    }
    questions.put("crowd", "Are there more than 3 things?");
    return questions;
  }

  /** Pairs of monitor and camera that were scored for a frame after this time. */
  static Set<String> scoredAfter(Instant time, List<JsonNode> scores) {
    return scores.stream()
        .filter(score -> Instant.parse(score.path("at").asText()).isAfter(time))
        .map(FiftyMonitors::pair)
        .collect(Collectors.toSet());
  }

  /**
   * No alert twice, and on each camera each monitor is raised and cleared by turns: one that was
   * lost would leave two of a kind in a row.
   */
  static void checkAlerts(List<JsonNode> alerts) {
    assertThat(alerts).extracting(alert -> alert.path("id").asText()).doesNotHaveDuplicates();
    Map<String, List<String>> states = new HashMap<>();
    for (JsonNode alert : alerts) {
      states.computeIfAbsent(pair(alert), p -> new ArrayList<>()).add(alert.path("state").asText());
    }
    states.forEach(
        (pair, turns) -> {
          for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i))
                .as("alert %d of %s: %s", i, pair, turns)
                .isEqualTo(i % 2 == 0 ? "raised" : "cleared");
          }
        });
  }

  private static String pair(JsonNode message) {
    return message.path("monitor").asText() + " on " + message.path("camera").asText();
  }
}
