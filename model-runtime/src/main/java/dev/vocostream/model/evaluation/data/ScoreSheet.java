package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.EvaluationResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what was answered while a benchmark is scored. */
final class ScoreSheet {
  private final BenchmarkDirectory directory;
  private final String headline;
  private final Map<String, String> conditions = new LinkedHashMap<>();
  private int n;
  private int unanswered;
  private int unparsed;

  /** A benchmark of which only a part was read says so. */
  ScoreSheet(BenchmarkDirectory directory, String headline) {
    this.directory = directory;
    this.headline = headline;
    if (directory.limit() < Integer.MAX_VALUE) {
      condition("limit", Integer.toString(directory.limit()));
    }
  }

  /** A question; one that has no answer does not count as one that could not be parsed. */
  void count(boolean answered, boolean parsed) {
    n++;
    unanswered += answered ? 0 : 1;
    unparsed += answered && !parsed ? 1 : 0;
  }

  void condition(String name, String value) {
    conditions.put(name, value);
  }

  EvaluationResult result(Map<String, Double> scores) {
    return new EvaluationResult(
        directory.benchmark(),
        headline,
        scores,
        n,
        unanswered,
        unparsed,
        directory.problems().count(),
        directory.problems().first(),
        conditions);
  }
}
