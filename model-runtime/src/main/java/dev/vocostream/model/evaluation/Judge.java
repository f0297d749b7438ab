package dev.vocostream.model.evaluation;

import java.util.Optional;

/**
 * Decides whether an answer in free words means what the right one means. Scores of different
 * judges cannot be compared, so a result names its judge.
 */
public interface Judge {
  /** Name and version of the model that judges. */
  String model();

  /** Empty if it gave no verdict that can be read. */
  Optional<Verdict> judge(String question, String right, String answer);

  /**
   * @param matches whether the answer means what the right one means
   * @param score 0 to 5
   */
  record Verdict(boolean matches, int score) {
    public Verdict {
      if (score < 0 || score > 5) {
        throw new IllegalArgumentException("a judge's score must be 0 to 5, was " + score);
      }
    }
  }
}
