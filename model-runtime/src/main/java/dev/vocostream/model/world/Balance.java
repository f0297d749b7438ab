package dev.vocostream.model.world;

import dev.vocostream.model.world.Draft.Stratum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Which drafts are asked, so that neither the question nor the end of a window gives the answer
 * away: what happens often is asked about less often. Measured once, on windows like those that
 * will be asked about; the same windows give the same balance.
 *
 * <p>For each cell (see {@link Stratum}), outcome {@code o} makes up a part {@code q(o)} of the
 * drafts and is wanted to make up {@code s(o)} of the questions. It is accepted with probability
 * {@code min(1, m s(o) / q(o))}, where {@code m} is the least {@code q / s} of the cell: then the
 * shares are exact. Where an outcome is so rare that nearly nothing would be asked, {@code m} is
 * {@link #RAREST} and it stays below its share; where that leaves one outcome more than {@link
 * #ABOVE} over its share, the cell is not asked about at all.
 */
public final class Balance {
  private static final int STRANGERS = 4000;
  private static final int DRAFTS = 3;
  private static final double RAREST = 0.08;
  private static final double ABOVE = 0.07;
  private static final int LEAST = 30;

  private final Strangers strangers;
  private final Map<String, Map<String, Double>> accepted;
  private final Map<QuestionType, Double> rates;

  private Balance(
      Strangers strangers,
      Map<String, Map<String, Double>> accepted,
      Map<QuestionType, Double> rates) {
    this.strangers = strangers;
    this.accepted = accepted;
    this.rates = rates;
  }

  /**
   * @param windows of one split; a few thousand are enough. Read twice
   */
  public static Balance of(Iterable<? extends List<Moment>> windows) {
    Strangers strangers = strangers(windows);
    Count count = new Count();
    RandomGenerator random = new SplittableRandom(1);
    for (List<Moment> window : windows) {
      count.add(new Watched(window, strangers), random);
    }
    Map<String, Map<String, Double>> accepted = new HashMap<>();
    count.cells.forEach((cell, outcomes) -> accepted.put(cell, acceptance(outcomes)));
    return new Balance(strangers, accepted, count.rates(accepted));
  }

  private static Strangers strangers(Iterable<? extends List<Moment>> windows) {
    List<Seen> things = new ArrayList<>();
    for (List<Moment> window : windows) {
      things.addAll(window.get(window.size() - 1).seen());
      if (things.size() >= STRANGERS) {
        break;
      }
    }
    return new Strangers(things);
  }

  private static Map<String, Double> acceptance(Map<String, Tally> outcomes) {
    double drafts = outcomes.values().stream().mapToLong(t -> t.drafts).sum();
    double shares = outcomes.values().stream().mapToDouble(t -> t.share).sum();
    if (outcomes.size() < 2 || drafts < LEAST) {
      return Map.of();
    }
    double least =
        outcomes.values().stream()
            .mapToDouble(t -> t.drafts / drafts / (t.share / shares))
            .min()
            .orElse(1);
    double m = Math.max(least, RAREST);
    Map<String, Double> accepted = new HashMap<>();
    outcomes.forEach(
        (outcome, t) ->
            accepted.put(outcome, Math.min(1, m * t.share / shares / (t.drafts / drafts))));
    double all = 0;
    for (Map.Entry<String, Tally> e : outcomes.entrySet()) {
      all += e.getValue().drafts * accepted.get(e.getKey());
    }
    for (Map.Entry<String, Tally> e : outcomes.entrySet()) {
      double share = e.getValue().drafts * accepted.get(e.getKey()) / all;
      if (share > e.getValue().share / shares + ABOVE) {
        return Map.of();
      }
    }
    return accepted;
  }

  Strangers strangers() {
    return strangers;
  }

  /** Whether a draft is to be asked. */
  boolean accepts(Draft draft, RandomGenerator random) {
    Stratum stratum = draft.stratum();
    return stratum.isNone() || random.nextDouble() < acceptance(accepted, draft);
  }

  /** Part of the draws for a type that become questions, 0 to 1. */
  double rate(QuestionType type) {
    return rates.get(type);
  }

  private static double acceptance(Map<String, Map<String, Double>> accepted, Draft draft) {
    if (draft.stratum().isNone()) {
      return 1;
    }
    return accepted.getOrDefault(key(draft), Map.of()).getOrDefault(draft.stratum().outcome(), 0.0);
  }

  private static String key(Draft draft) {
    return draft.type().name() + '|' + draft.stratum().cell();
  }

  private static final class Tally {
    private final double share;
    private long drafts;

    Tally(double share) {
      this.share = share;
    }
  }

  private static final class Count {
    private final Map<String, Map<String, Tally>> cells = new LinkedHashMap<>();
    private final Map<QuestionType, Long> draws = new EnumMap<>(QuestionType.class);
    private final Map<QuestionType, Long> free = new EnumMap<>(QuestionType.class);

    void add(Watched window, RandomGenerator random) {
      for (QuestionType type : QuestionType.values()) {
        if (type.temporal() && window.last() == 0) {
          continue;
        }
        for (int i = 0; i < DRAFTS; i++) {
          draws.merge(type, 1L, Long::sum);
          Optional<Draft> draft = Askers.of(type).draft(window, random);
          draft.ifPresent(this::add);
        }
      }
    }

    private void add(Draft draft) {
      Stratum stratum = draft.stratum();
      if (stratum.isNone()) {
        free.merge(draft.type(), 1L, Long::sum);
        return;
      }
      cells
          .computeIfAbsent(key(draft), k -> new LinkedHashMap<>())
          .computeIfAbsent(stratum.outcome(), o -> new Tally(stratum.share()))
          .drafts++;
    }

    Map<QuestionType, Double> rates(Map<String, Map<String, Double>> accepted) {
      Map<QuestionType, Double> asked = new EnumMap<>(QuestionType.class);
      free.forEach((type, drafts) -> asked.merge(type, (double) drafts, Double::sum));
      cells.forEach(
          (cell, outcomes) ->
              outcomes.forEach(
                  (outcome, tally) ->
                      asked.merge(
                          QuestionType.valueOf(cell.substring(0, cell.indexOf('|'))),
                          tally.drafts * accepted.get(cell).getOrDefault(outcome, 0.0),
                          Double::sum)));
      Map<QuestionType, Double> rates = new EnumMap<>(QuestionType.class);
      for (QuestionType type : QuestionType.values()) {
        long drawn = draws.getOrDefault(type, 0L);
        rates.put(type, drawn == 0 ? 0 : asked.getOrDefault(type, 0.0) / drawn);
      }
      return rates;
    }
  }
}
