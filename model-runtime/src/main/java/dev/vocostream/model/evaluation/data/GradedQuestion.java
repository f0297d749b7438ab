package dev.vocostream.model.evaluation.data;

import dev.vocostream.model.evaluation.EvaluationItem;
import java.util.List;
import java.util.function.Function;

/**
 * A question whose answer is worth something by itself.
 *
 * @param parts of the benchmark it belongs to, for scores of their own
 */
record GradedQuestion(EvaluationItem item, List<String> parts, Function<String, Grade> rule) {
  GradedQuestion {
    parts = List.copyOf(parts);
  }
}
