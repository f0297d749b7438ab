package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vocostream.tests.chaos.Asked.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges answers as they come, and of each keeps no more than its id: each id that was asked has
 * one answer, no other id has any, and each is right.
 */
final class AnswerOracle {
  private static final Set<String> ANSWERED = Set.of("answered", "stale");

  // -- configuration
  private final Map<String, ChaosCamera> cameras;
  private final Expected expected;
  private final Supplier<List<JsonNode>> answers;

  // -- runtime
  private final Map<String, Integer> found = new HashMap<>();
  private final List<JsonNode> early = new ArrayList<>(); // before its question is known as sent
  private final List<String> wrong = new ArrayList<>();

  /**
   * @param expected what was asked so far
   * @param answers those that are new
   */
  AnswerOracle(List<ChaosCamera> cameras, Expected expected, Supplier<List<JsonNode>> answers) {
    this.cameras = cameras.stream().collect(Collectors.toMap(ChaosCamera::id, c -> c));
    this.expected = expected;
    this.answers = answers;
  }

  /** Takes what is new. */
  AnswerOracle read() {
    for (JsonNode answer : answers.get()) {
      found.merge(answer.path("id").asText(), 1, Integer::sum);
      early.add(answer);
    }
    early.removeIf(this::judge);
    return this;
  }

  /** Whether each of these has an answer. */
  boolean hasAll(Set<String> ids) {
    return found.keySet().containsAll(ids);
  }

  /** Answers so far. */
  int count() {
    return found.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** All that is wrong, if there is nothing more to come. */
  List<String> wrong() {
    List<String> all = new ArrayList<>(wrong);
    for (Exception failure : expected.failures()) {
      all.add("a message was not taken: " + failure);
    }
    all.addAll(Oracle.notOnce("answer", expected.ids(), found));
    return all;
  }

  private boolean judge(JsonNode answer) {
    String id = answer.path("id").asText();
    Asked asked = expected.asked(id);
    if (asked != null) {
      check(asked, answer);
    }
    return expected.isKnown(id);
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
