package dev.vocostream.model.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model scored on a benchmark.
 *
 * @param headline name of the score that tables print
 * @param scores by name; in percent if the name does not say otherwise
 * @param n questions that were scored, answered or not
 * @param unanswered of these, those without an answer; they count as wrong
 * @param unparsed answers that the benchmark's rule could not read
 * @param leftOut rows and pictures that could not be used
 * @param problems the first of these in words
 * @param conditions what else the scores depend on, such as the judge
 */
public record EvaluationResult(
    String benchmark,
    String headline,
    Map<String, Double> scores,
    int n,
    int unanswered,
    int unparsed,
    int leftOut,
    List<String> problems,
    Map<String, String> conditions) {
  public EvaluationResult {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    problems = List.copyOf(problems);
    conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    if (!scores.containsKey(headline)) {
      throw new IllegalArgumentException(
          "%s has no score '%s': %s".formatted(benchmark, headline, scores.keySet()));
    }
  }

  public double score() {
    return scores.get(headline);
  }

  /** The same with what could not be read while asking. */
  EvaluationResult with(Problems asking) {
    Problems all = new Problems();
    problems.forEach(all::add);
    asking.first().forEach(all::add);
    return new EvaluationResult(
        benchmark,
        headline,
        scores,
        n,
        unanswered,
        unparsed,
        leftOut + asking.count(),
        all.first(),
        conditions);
  }

  /** The same with what the answers depend on in front of the other conditions. */
  public EvaluationResult under(ObjectNode answering) {
    Map<String, String> all = new LinkedHashMap<>();
    answering.properties().forEach(named -> all.put(named.getKey(), named.getValue().asText()));
    all.putAll(conditions);
    return new EvaluationResult(
        benchmark, headline, scores, n, unanswered, unparsed, leftOut, problems, all);
  }

  /**
   * {@code benchmark}, {@code headline}, {@code score}, {@code n}, {@code unanswered}, {@code
   * unparsed}, {@code left_out}, {@code scores.<name>}, {@code conditions.<name>}, {@code
   * problems}. A score over nothing is null.
   */
  public ObjectNode toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("benchmark", benchmark).put("headline", headline).put("score", finite(score()));
    json.put("n", n).put("unanswered", unanswered);
    json.put("unparsed", unparsed).put("left_out", leftOut);
    ObjectNode named = json.putObject("scores");
    scores.forEach((name, value) -> named.put(name, finite(value)));
    ObjectNode on = json.putObject("conditions");
    conditions.forEach(on::put);
    problems.forEach(json.putArray("problems")::add);
    return json;
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** A heading, a line a score with two decimals, and a line a problem. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s over %d questions%n".formatted(benchmark, decimals(score()), n));
    scores.forEach((name, score) -> text.append("  %-40s %s%n".formatted(name, decimals(score))));
    text.append("  unanswered %d, not parsed %d".formatted(unanswered, unparsed));
    text.append(", left out %d%n".formatted(leftOut));
    conditions.forEach((name, value) -> text.append("  %s: %s%n".formatted(name, value)));
    problems.forEach(problem -> text.append("  ! %s%n".formatted(problem)));
    return text.toString();
  }

  private static String decimals(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "-";
  }
}
