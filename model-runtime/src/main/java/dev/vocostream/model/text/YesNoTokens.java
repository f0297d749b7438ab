package dev.vocostream.model.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tokens an answer begins with when it is yes, or no, as the vocabulary has them. */
public final class YesNoTokens {
  private final Set<Long> yes;
  private final Set<Long> no;

  public YesNoTokens(Tokenizer tokenizer) {
    Set<Long> affirmative = firstTokens(tokenizer, List.of(" yes", " Yes", "yes", "Yes"));
    Set<Long> negative = firstTokens(tokenizer, List.of(" no", " No", "no", "No"));
    yes = without(affirmative, negative);
    no = without(negative, affirmative);
    if (yes.isEmpty() || no.isEmpty()) {
      throw new IllegalStateException(
          "this vocabulary begins 'yes' and 'no' with the same tokens, so they cannot be scored");
    }
  }

  private static Set<Long> firstTokens(Tokenizer tokenizer, List<String> words) {
    Set<Long> first = new LinkedHashSet<>();
    words.forEach(word -> first.add(tokenizer.encode(word)[0]));
    return first;
  }

  private static Set<Long> without(Set<Long> tokens, Set<Long> shared) {
    // a bare space or a first letter that both begin with says nothing
    Set<Long> left = new LinkedHashSet<>(tokens);
    left.removeAll(shared);
    return left;
  }

  /**
   * How probable yes is when only yes and no are allowed.
   *
   * @param logits of the first answer token
   */
  public double probabilityOfYes(float[] logits) {
    double highest = Math.max(highest(yes, logits), highest(no, logits));
    double forYes = weight(yes, logits, highest);
    return forYes / (forYes + weight(no, logits, highest));
  }

  private static double highest(Set<Long> tokens, float[] logits) {
    return tokens.stream().mapToDouble(t -> logits[t.intValue()]).max().orElseThrow();
  }

  private static double weight(Set<Long> tokens, float[] logits, double highest) {
    return tokens.stream().mapToDouble(t -> Math.exp(logits[t.intValue()] - highest)).sum();
  }
}
