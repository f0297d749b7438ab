package dev.vocostream.model.evaluation;

/**
 * A question to ask.
 *
 * @param id as the benchmark's conventions call it; with the question it is unique
 * @param question exactly as the convention words it, newlines included
 * @param category a part of the benchmark, or empty
 */
public record EvaluationItem(String id, Visual visual, String question, String category) {
  public EvaluationItem(String id, Visual visual, String question) {
    this(id, visual, question, "");
  }
}
