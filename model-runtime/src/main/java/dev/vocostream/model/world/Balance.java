package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Which drafts are asked, so that neither the question nor the end of a window gives the answer
 * away: what happens often is asked about less often. Measured once, on windows like those that
 * will be asked about; the same windows give the same balance.
 */
public final class Balance {
  private static final int DRAWS = 3;

  private final Strangers strangers;
  private final Map<String, Map<String, Double>> acceptance;
  private final Map<QuestionType, Double> rates;

  private Balance(
      Strangers strangers,
      Map<String, Map<String, Double>> acceptance,
      Map<QuestionType, Double> rates) {
    this.strangers = strangers;
    this.acceptance = acceptance;
    this.rates = rates;
  }

  /**
   * @param windows of one split, as many of each length as will be asked about; from a thousand
   *     scenes or more: how common each thing is must show
   */
  public static Balance of(Iterable<? extends List<Moment>> windows) {
    List<List<Moment>> all = new ArrayList<>();
    windows.forEach(all::add);
    Strangers strangers = strangers(all);
    RandomGenerator random = new SplittableRandom(1);
    Map<QuestionType, Drafts> drafts = new EnumMap<>(QuestionType.class);
    for (List<Moment> window : all) {
      Watched watched = new Watched(window, strangers);
      for (QuestionType type : QuestionType.values()) {
        if (!type.temporal() || watched.last() > 0) {
          drafts.computeIfAbsent(type, t -> new Drafts()).draw(type, watched, random);
        }
      }
    }
    return of(strangers, drafts);
  }

  private static Balance of(Strangers strangers, Map<QuestionType, Drafts> drafts) {
    Map<String, Map<String, Double>> acceptance = new HashMap<>();
    Map<QuestionType, Double> rates = new EnumMap<>(QuestionType.class);
    drafts.forEach(
        (type, drafted) -> {
          drafted.cells.forEach((key, cell) -> acceptance.put(key, cell.acceptance()));
          rates.put(type, drafted.rate(acceptance));
        });
    return new Balance(strangers, acceptance, rates);
  }

  private static Strangers strangers(List<List<Moment>> windows) {
    return new Strangers(
        windows.stream().flatMap(window -> window.get(window.size() - 1).seen().stream()).toList());
  }

  Strangers strangers() {
    return strangers;
  }

  /** Whether a draft is to be asked. */
  boolean accepts(Draft draft, RandomGenerator random) {
    if (draft.stratum().isNone()) {
      return true;
    }
    Map<String, Double> outcomes = acceptance.getOrDefault(key(draft), Map.of());
    return random.nextDouble() < outcomes.getOrDefault(draft.stratum().outcome(), 0.0);
  }

  /** Part of the draws for a type that become questions, 0 to 1. */
  double rate(QuestionType type) {
    return rates.getOrDefault(type, 0.0);
  }

  private static String key(Draft draft) {
    return draft.type().name() + '|' + draft.stratum().cell();
  }

  /** What came of the draws for one type. */
  private static final class Drafts {
    private final Map<String, Cell> cells = new HashMap<>();
    private int draws;
    private int always;

    void draw(QuestionType type, Watched window, RandomGenerator random) {
      for (int i = 0; i < DRAWS; i++) {
        draws++;
        Askers.of(type).draft(window, random).ifPresent(this::add);
      }
    }

    private void add(Draft draft) {
      if (draft.stratum().isNone()) {
        always++;
      } else {
        cells.computeIfAbsent(key(draft), key -> new Cell()).add(draft.stratum());
      }
    }

    double rate(Map<String, Map<String, Double>> acceptance) {
      double asked = always;
      for (Map.Entry<String, Cell> cell : cells.entrySet()) {
        asked += cell.getValue().asked(acceptance.get(cell.getKey()));
      }
      return asked / draws;
    }
  }
}
