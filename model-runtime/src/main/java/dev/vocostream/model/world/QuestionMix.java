package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.CAPTION;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often each type is asked.
 *
 * @param weights relative to each other; a type that is missing is never asked
 */
public record QuestionMix(Map<QuestionType, Double> weights) {
  public QuestionMix {
    weights.forEach(QuestionMix::check);
    Map<QuestionType, Double> own = new EnumMap<>(QuestionType.class);
    own.putAll(weights);
    weights = Collections.unmodifiableMap(own);
  }

  /** All types alike, but no captions: these are to learn from only. */
  public static QuestionMix standard() {
    return only(QuestionType.values()).with(CAPTION, 0);
  }

  /** These types alike. */
  public static QuestionMix only(QuestionType... types) {
    Map<QuestionType, Double> weights = new EnumMap<>(QuestionType.class);
    Arrays.stream(types).forEach(type -> weights.put(type, 1.0));
    return new QuestionMix(weights);
  }

  public QuestionMix with(QuestionType type, double weight) {
    Map<QuestionType, Double> changed = new EnumMap<>(QuestionType.class);
    changed.putAll(weights);
    changed.put(type, weight);
    return new QuestionMix(changed);
  }

  double of(QuestionType type) {
    return weights.getOrDefault(type, 0.0);
  }

  /** This type's part of all questions, 0 to 1. */
  double share(QuestionType type) {
    double all = weights.values().stream().mapToDouble(w -> w).sum();
    return all == 0 ? 0 : of(type) / all;
  }

  private static void check(QuestionType type, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight of %s questions: expected 0 or more, found %s".formatted(type.word(), weight));
    }
  }
}
