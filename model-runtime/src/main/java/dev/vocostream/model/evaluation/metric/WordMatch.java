package dev.vocostream.model.evaluation.metric;

/**
 * Whether a free answer has the right words, after the normalisation of VQA. It knows no synonyms:
 * such scores are not comparable with those of a judge.
 */
public final class WordMatch {
  private WordMatch() {}

  /** The same words. */
  public static boolean exact(String right, String answer) {
    return VqaNormalization.evalAi(right).equals(VqaNormalization.evalAi(answer));
  }

  /** The right words, one behind the other, somewhere in the answer. */
  public static boolean contains(String right, String answer) {
    String words = VqaNormalization.evalAi(right);
    String found = " " + VqaNormalization.evalAi(answer) + " ";
    return !words.isEmpty() && found.contains(" " + words + " ");
  }
}
