package dev.vocostream.model.evaluation.world;

import dev.vocostream.model.world.QuestionType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** How many questions of each type were answered right. */
public final class Marks {
  private final Map<QuestionType, int[]> byType = new EnumMap<>(QuestionType.class); // right, all

  /**
   * @param n questions
   * @param accuracy part that was answered right, 0 to 1; 0 for none
   */
  public record Mark(int n, double accuracy) {}

  public void count(QuestionType type, boolean right) {
    int[] counts = byType.computeIfAbsent(type, any -> new int[2]);
    counts[0] += right ? 1 : 0;
    counts[1]++;
  }

  public void add(Marks others) {
    others.byType.forEach(
        (type, counts) -> {
          int[] own = byType.computeIfAbsent(type, any -> new int[2]);
          own[0] += counts[0];
          own[1] += counts[1];
        });
  }

  /** Of all questions alike. */
  public Mark all() {
    return of(type -> true);
  }

  /** Of the questions of some types alike. */
  public Mark of(Predicate<QuestionType> types) {
    int right = 0;
    int n = 0;
    for (Map.Entry<QuestionType, int[]> entry : byType.entrySet()) {
      if (types.test(entry.getKey())) {
        right += entry.getValue()[0];
        n += entry.getValue()[1];
      }
    }
    return new Mark(n, n == 0 ? 0 : (double) right / n);
  }

  /** Of each type that was asked. */
  public Map<QuestionType, Mark> byType() {
    Map<QuestionType, Mark> marks = new EnumMap<>(QuestionType.class);
    byType.forEach((type, counts) -> marks.put(type, of(t -> t == type)));
    return Collections.unmodifiableMap(marks);
  }
}
