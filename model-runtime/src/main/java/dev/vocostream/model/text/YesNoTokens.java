package dev.vocostream.model.text;

import dev.vocostream.model.InvalidCheckpointException;
import dev.vocostream.model.config.YesNoConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tokens an answer begins with when it is yes, or no, as the vocabulary has them. */
public final class YesNoTokens {
  private final Set<Long> yes;
  private final Set<Long> no;
  private final YesNoConfig config;

  /**
   * @throws InvalidCheckpointException if the vocabulary begins both with the same tokens
   */
  public YesNoTokens(Tokenizer tokenizer, YesNoConfig config) {
    this.config = config;
    Set<Long> affirmative = firstTokens(tokenizer, config.yes());
    Set<Long> negative = firstTokens(tokenizer, config.no());
    yes = without(affirmative, negative);
    no = without(negative, affirmative);
    if (yes.isEmpty() || no.isEmpty()) {
      throw new InvalidCheckpointException(
          "voco_yes %s and voco_no %s begin with the same tokens in this vocabulary, so they cannot be scored"
              .formatted(config.yes(), config.no()));
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
   * How probable yes is when only yes and no are allowed, calibrated as the checkpoint says.
   *
   * @param logits of the first answer token
   */
  public double probabilityOfYes(float[] logits) {
    double margin = logSumExp(yes, logits) - logSumExp(no, logits);
    return 1 / (1 + Math.exp(-(config.scale() * margin + config.bias())));
  }

  private static double logSumExp(Set<Long> tokens, float[] logits) {
    // the highest is taken out first, or the exponentials overflow
    double highest = tokens.stream().mapToDouble(t -> logits[t.intValue()]).max().orElseThrow();
    double sum = tokens.stream().mapToDouble(t -> Math.exp(logits[t.intValue()] - highest)).sum();
    return highest + Math.log(sum);
  }
}
