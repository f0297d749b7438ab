package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.tests.job.Mailbox.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Knows the one right outcome beside answers ({@link AnswerOracle}), and says what differs from it:
 * nothing where all is well.
 */
final class Oracle {
  private final List<String> wrong = new ArrayList<>();

  /** All that was found wrong so far. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Each message that cannot be read is one dead letter, and no other is. */
  Oracle deadLetters(Expected expected, List<JsonNode> letters) {
    List<String> found =
        letters.stream()
            .map(l -> Expected.at(l.path("partition").asInt(), l.path("offset").asLong()))
            .toList();
    exactlyOnce("dead letter", expected.deadLetters(), found);
    for (JsonNode letter : letters) {
      if (letter.path("reason").asText().isEmpty()) {
        wrong.add("a dead letter without a reason: " + letter);
      }
    }
    return this;
  }

  /** Of each monitor and camera alerts are raised and cleared in turn, none twice. */
  Oracle alerts(List<JsonNode> alerts) {
    List<String> ids = alerts.stream().map(alert -> alert.path("id").asText()).toList();
    exactlyOnce("alert", new TreeSet<>(ids), ids);
    Map<String, String> last = new HashMap<>();
    for (JsonNode alert : alerts) {
      String of = alert.path("monitor").asText() + " on " + alert.path("camera").asText();
      String state = alert.path("state").asText();
      if (!state.equals(
          last.getOrDefault(of, "cleared").equals("cleared") ? "raised" : "cleared")) {
        wrong.add("monitor %s is %s again: %s".formatted(of, state, alert));
      }
      last.put(of, state);
    }
    return this;
  }

  /** Alerts say what these scores say. */
  Oracle scores(ScoreRule rule, List<Written> scores) {
    for (Written score : scores) {
      String problem = rule.problem(score.message());
      if (problem != null) {
        wrong.add(problem);
      }
    }
    return this;
  }

  private void exactlyOnce(String what, Set<String> wanted, List<String> found) {
    Map<String, Integer> counts = new HashMap<>();
    found.forEach(id -> counts.merge(id, 1, Integer::sum));
    wrong.addAll(notOnce(what, wanted, counts));
  }

  /**
   * Says of what there is not one, and what nobody wanted.
   *
   * @param found how many there are of each
   */
  static List<String> notOnce(String what, Set<String> wanted, Map<String, Integer> found) {
    Map<String, Integer> counts = new TreeMap<>(found);
    wanted.forEach(id -> counts.putIfAbsent(id, 0));
    List<String> problems = new ArrayList<>();
    counts.forEach(
        (id, count) -> {
          if (!wanted.contains(id)) {
            problems.add("%s: nobody asked for '%s'".formatted(what, id));
          } else if (count != 1) {
            problems.add("%s: expected one for '%s', found %d".formatted(what, id, count));
          }
        });
    return problems;
  }
}
