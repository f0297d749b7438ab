package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How well the best possible guesser does that does not see what is asked about, by tables of what
 * was right most often in training windows, scored on other ones. No table is fitted to the answers
 * it is scored on, except that of several tables the one that scores best is reported.
 *
 * @param byType scores of each type
 */
public record BlindBound(Map<QuestionType, Arms> byType) {
  private static final int PER_WINDOW = 24;

  /**
   * Parts of the questions that are answered right, 0 to 1.
   *
   * @param questions scored
   * @param commonest by always saying the commonest answer
   * @param blind knowing the question only
   * @param lastMoment knowing the question and what is seen at the last moment, as far as names,
   *     places and numbers go
   */
  public record Arms(int questions, double commonest, double blind, double lastMoment) {}

  /**
   * @param training windows that tables are fitted to
   * @param split whose questions are scored
   * @param scored windows that are asked about, none of those before
   */
  public static BlindBound of(
      Questions questions,
      Iterable<List<Moment>> training,
      Split split,
      Iterable<List<Moment>> scored) {
    Map<QuestionType, Guesses> guesses = new EnumMap<>(QuestionType.class);
    each(questions, training, Split.TRAIN, (q, g) -> g.fit(q), guesses);
    each(questions, scored, split, (q, g) -> g.score(q), guesses);
    Map<QuestionType, Arms> arms = new EnumMap<>(QuestionType.class);
    guesses.forEach((type, guess) -> arms.put(type, guess.arms()));
    return new BlindBound(arms);
  }

  private interface Use {
    void use(Clues clues, Guesses guesses);
  }

  private static void each(
      Questions questions,
      Iterable<List<Moment>> windows,
      Split split,
      Use use,
      Map<QuestionType, Guesses> guesses) {
    RandomGenerator random = new SplittableRandom(split.ordinal());
    for (List<Moment> window : windows) {
      List<Seen> last = window.get(window.size() - 1).seen();
      for (Draft draft : questions.drafts(window, split, random, PER_WINDOW)) {
        use.use(
            new Clues(draft, last), guesses.computeIfAbsent(draft.type(), type -> new Guesses()));
      }
    }
  }

  /** Fitted and scored tables of one type. */
  private static final class Guesses {
    private final Table commonest = new Table();
    private final Map<String, Table> blind = new HashMap<>();
    private final Map<String, Table> seeing = new HashMap<>();
    private int questions;

    void fit(Clues clues) {
      commonest.fit("", List.of(clues.answer()));
      clues.ofText().forEach((t, key) -> table(blind, t).fit(key, List.of(clues.answer())));
      clues.ofMoment().forEach((t, key) -> table(seeing, t).fit(key, clues.guesses()));
    }

    void score(Clues clues) {
      questions++;
      commonest.score("", List.of(clues.answer()));
      clues.ofText().forEach((t, key) -> table(blind, t).score(key, List.of(clues.answer())));
      clues.ofMoment().forEach((t, key) -> table(seeing, t).score(key, clues.guesses()));
    }

    private static Table table(Map<String, Table> tables, String name) {
      return tables.computeIfAbsent(name, n -> new Table());
    }

    Arms arms() {
      return new Arms(questions, part(commonest.right), part(best(blind)), part(best(seeing)));
    }

    private static int best(Map<String, Table> tables) {
      return tables.values().stream().mapToInt(table -> table.right).max().orElse(0);
    }

    private double part(int right) {
      return questions == 0 ? 0 : right / (double) questions;
    }
  }

  /** The guess that was right most often, by what is known. */
  private static final class Table {
    private final Map<String, Map<String, Integer>> fitted = new HashMap<>();
    private final Map<String, String> guesses = new HashMap<>();
    private int right;

    void fit(String key, List<String> good) {
      Map<String, Integer> counts = fitted.computeIfAbsent(key, k -> new HashMap<>());
      good.forEach(guess -> counts.merge(guess, 1, Integer::sum));
    }

    void score(String key, List<String> good) {
      String guess = guesses.computeIfAbsent(key, this::best);
      right += good.contains(guess) ? 1 : 0;
    }

    private String best(String key) {
      Optional<Map.Entry<String, Integer>> best =
          fitted.getOrDefault(key, Map.of()).entrySet().stream().max(Map.Entry.comparingByValue());
      return best.map(Map.Entry::getKey).orElse("");
    }
  }

  /** Scores as a table of percentages. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("type              n commonest   blind last moment");
    byType.forEach(
        (type, arms) ->
            lines.add(
                "%-14s %5d    %6.1f  %6.1f      %6.1f"
                    .formatted(
                        type.word(),
                        arms.questions(),
                        100 * arms.commonest(),
                        100 * arms.blind(),
                        100 * arms.lastMoment())));
    return String.join("\n", lines);
  }
}
