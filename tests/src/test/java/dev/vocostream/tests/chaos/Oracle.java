package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.tests.chaos.Asked.Kind;
import dev.vocostream.tests.job.Mailbox.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Knows the one right outcome, and says what differs from it: nothing where all is well. */
final class Oracle {
  private static final Set<String> ANSWERED = Set.of("answered", "stale");

  private final Map<String, ChaosCamera> cameras;
  private final List<String> wrong = new ArrayList<>();

  Oracle(List<ChaosCamera> cameras) {
    this.cameras = cameras.stream().collect(Collectors.toMap(ChaosCamera::id, c -> c));
  }

  /** All that was found wrong so far. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Each id that was asked has one answer, no other id has any, and each is right. */
  Oracle answers(Expected expected, List<JsonNode> answers) {
    for (Exception failure : expected.failures()) {
      wrong.add("a message was not taken: " + failure);
    }
    exactlyOnce(
        "answer", expected.ids(), answers.stream().map(a -> a.path("id").asText()).toList());
    Map<String, Asked> good = expected.answers();
    for (JsonNode answer : answers) {
      Asked asked = good.get(answer.path("id").asText());
      if (asked != null) {
        check(asked, answer);
      }
    }
    return this;
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
    Map<String, Integer> counts = new TreeMap<>();
    wanted.forEach(id -> counts.put(id, 0));
    found.forEach(id -> counts.merge(id, 1, Integer::sum));
    counts.forEach(
        (id, count) -> {
          if (!wanted.contains(id)) {
            wrong.add("%s: nobody asked for '%s'".formatted(what, id));
          } else if (count != 1) {
            wrong.add("%s: expected one for '%s', found %d".formatted(what, id, count));
          }
        });
  }

  private void check(Asked asked, JsonNode answer) {
    List<String> entries = new ArrayList<>();
    for (JsonNode entry : answer.path("answers")) {
      entries.add(entry.path("camera").asText());
      ChaosCamera camera = cameras.get(entry.path("camera").asText());
      String problem = camera == null ? unknown(entry) : known(asked, camera, entry);
      if (problem != null) {
        wrong.add("%s of %s: %s: %s".formatted(asked.kind(), asked.id(), problem, entry));
      }
    }
    if (!entries.equals(asked.cameras())) {
      wrong.add(
          "%s: expected cameras %s, found %s".formatted(asked.id(), asked.cameras(), entries));
    }
  }

  private static String unknown(JsonNode entry) {
    return entry.path("reason").asText().equals("unknown-camera")
        ? null
        : "expected unknown-camera";
  }

  private static String known(Asked asked, ChaosCamera camera, JsonNode entry) {
    String status = entry.path("status").asText();
    boolean narrow = asked.kind() == Kind.LATELY || asked.kind() == Kind.AHEAD;
    if (narrow && status.equals("no-frames")) {
      return null; // it was away, or its file was at its end
    }
    if (!ANSWERED.contains(status)) {
      return "expected an answer";
    }
    if (asked.kind() == Kind.YES_NO) {
      return Set.of("yes", "no").contains(entry.path("text").asText()) ? null : "yes or no";
    }
    List<FrameCode> shown = FrameCode.of(entry.path("text").asText());
    if (shown.size() != entry.path("window").path("remembered").asInt()) {
      return "expected as many frames as are remembered, found " + shown.size();
    }
    return new ShownRule(camera).problem(shown, entry.path("window").path("gaps").size(), !narrow);
  }
}
