package dev.vocostream.tests.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A question about a time of some cameras.
 *
 * @param at when it was asked
 */
record WindowAsked(String id, List<String> cameras, Instant from, Instant to, Instant at) {
  private static final Duration DEADLINE = Duration.ofSeconds(6);

  /** As it is sent. */
  String json() {
    return """
    {"id":"%s","cameras":[%s],"text":"What is there?","deadline":"%s",
     "window":{"from":"%s","to":"%s"}}
    """
        .formatted(
            id,
            cameras.stream().map(one -> '"' + one + '"').collect(Collectors.joining(",")),
            at.plus(DEADLINE),
            from,
            to);
  }

  /**
   * What is wrong with its answer.
   *
   * @param remembered at last, by camera; of each other camera no frame may be told
   * @param soonMillis from the end of the window, or from when it was asked, to the answer
   */
  List<String> problems(
      JsonNode answer, Map<NetworkCamera, List<FrameCode>> remembered, long soonMillis) {
    List<String> problems = new ArrayList<>();
    boolean inVain = false;
    for (JsonNode entry : answer.path("answers")) {
      String of = entry.path("camera").asText();
      String status = entry.path("status").asText();
      List<NetworkCamera> known =
          remembered.keySet().stream().filter(one -> one.id().equals(of)).toList();
      inVain |= known.isEmpty();
      if (known.isEmpty() != status.equals("no-frames")) {
        problems.add("%s of %s is %s".formatted(id, of, entry));
      }
      for (NetworkCamera camera : known) {
        List<FrameCode> seen = FrameCode.of(entry.path("text").asText());
        String problem = camera.problem(seen, remembered.get(camera), from, to);
        if (problem != null) {
          problems.add("%s, %s to %s: %s".formatted(id, from, to, problem));
        }
      }
    }
    Duration waits = inVain && to.isAfter(at) ? DEADLINE : Duration.between(at, to);
    long took = answer.at("/timings/total").asLong();
    if (took > Math.max(0, waits.toMillis()) + soonMillis) {
      problems.add("%s took %d ms, and could be answered after %s".formatted(id, took, waits));
    }
    return problems;
  }
}
