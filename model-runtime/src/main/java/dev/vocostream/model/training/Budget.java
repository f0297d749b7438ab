package dev.vocostream.model.training;

import java.util.List;

/**
 * How much is spent on a comparison.
 *
 * @param baseSteps updates of the model that all arms begin with
 * @param armSteps updates of an arm
 * @param videoSteps further updates of an arm that is asked about windows
 * @param searchSteps updates of an arm with each learning rate that is tried
 * @param searchesAll whether every arm's rate is searched, or those of table 1 only, whose rates
 *     the others take
 * @param rates highest learning rates that are tried, rising; the middle one is the base's
 * @param batch examples of an update
 * @param questions of an example
 * @param windows of each length that are asked about
 * @param rounds in which times are measured
 */
public record Budget(
    String name,
    long baseSteps,
    long armSteps,
    long videoSteps,
    long searchSteps,
    boolean searchesAll,
    List<Double> rates,
    int batch,
    int questions,
    int windows,
    int rounds) {
  private static final List<Double> RATES = List.of(1e-3, 3e-3, 9e-3);

  /** About half an hour on two cores: shows orderings, no more. */
  public static final Budget SMALL =
      new Budget("small", 260, 60, 30, 20, false, RATES, 32, 12, 160, 2);

  /** Until arms stop getting better: days on a CPU; goes on where it was stopped. */
  public static final Budget FULL =
      new Budget("full", 6_000, 3_000, 2_000, 1_000, true, RATES, 64, 12, 1_600, 5);

  public Budget {
    rates = List.copyOf(rates);
  }

  /** Of the model that all arms begin with. */
  double middleRate() {
    return rates.get(rates.size() / 2);
  }

  /**
   * @throws IllegalArgumentException naming the budgets there are
   */
  public static Budget named(String name) {
    return switch (name) {
      case "small" -> SMALL;
      case "full" -> FULL;
      default ->
          throw new IllegalArgumentException(
              "the budget must be small or full, was '" + name + "'");
    };
  }
}
