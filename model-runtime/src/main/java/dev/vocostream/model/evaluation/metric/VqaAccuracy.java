package dev.vocostream.model.evaluation.metric;

import java.util.Collections;
import java.util.List;

/**
 * How well an answer agrees with about ten people's: the mean, over leaving out each person in
 * turn, of min(1, equal answers among the others / 3). From 0 to 1.
 */
public final class VqaAccuracy {
  private VqaAccuracy() {}

  /**
   * VQAv2's evaluator on what LLaVA uploads: the answer is normalised by EvalAI's rules and then by
   * the evaluator's; people's answers only in their punctuation, and only if they are not all
   * equal.
   */
  public static double vqa2(String answer, List<String> people) {
    boolean agreed = people.stream().distinct().count() <= 1;
    List<String> given =
        agreed ? people : people.stream().map(VqaNormalization::punctuation).toList();
    return agreement(VqaNormalization.official(VqaNormalization.evalAi(answer)), given);
  }

  /** TextVQA's: both sides by EvalAI's rules; an answer that nobody gave scores 0. */
  public static double textVqa(String answer, List<String> people) {
    List<String> given = people.stream().map(VqaNormalization::evalAi).toList();
    return agreement(VqaNormalization.evalAi(answer), given);
  }

  private static double agreement(String answer, List<String> people) {
    int equal = Collections.frequency(people, answer);
    double byEqual = equal * Math.min(1, (equal - 1) / 3.0);
    double byOthers = (people.size() - equal) * Math.min(1, equal / 3.0);
    return equal == 0 ? 0 : (byEqual + byOthers) / people.size();
  }
}
