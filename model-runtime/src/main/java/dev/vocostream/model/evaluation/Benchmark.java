package dev.vocostream.model.evaluation;

import java.util.stream.Stream;

/** Questions with known answers, and the rule that makes scores of a model's answers. */
public interface Benchmark {
  String name();

  /** Every question, in the order of the benchmark's file. Close the stream. */
  Stream<EvaluationItem> items();

  /** What the answers file records as the prompt. */
  default String prompt(EvaluationItem item) {
    return item.question();
  }

  /** Whether the conventions write ids as JSON numbers. */
  default boolean numericIds() {
    return false;
  }

  /** Rows of its files that had to be left out. */
  Problems problems();

  /** A question without an answer counts as answered wrong, and is counted by itself. */
  EvaluationResult score(Answers answers);
}
