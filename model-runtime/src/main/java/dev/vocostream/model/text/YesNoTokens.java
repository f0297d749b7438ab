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

  /** Of the words that are one token, that token; if none is, the first token of each. */
  private static Set<Long> firstTokens(Tokenizer tokenizer, List<String> words) {
    List<long[]> encoded = words.stream().map(tokenizer::encode).toList();
    boolean whole = encoded.stream().anyMatch(ids -> ids.length == 1);
    Set<Long> first = new LinkedHashSet<>();
    encoded.stream().filter(ids -> !whole || ids.length == 1).forEach(ids -> first.add(ids[0]));
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
