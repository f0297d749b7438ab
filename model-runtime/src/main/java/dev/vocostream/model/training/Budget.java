package dev.vocostream.model.training;

/**
 * How much is spent on a comparison.
 *
 * @param baseSteps updates of the model that all arms begin with
 * @param armSteps updates of an arm
 * @param videoSteps further updates of an arm that is asked about windows
 * @param batch examples of an update
 * @param rate the highest learning rate, of all arms
 * @param questions of an example
 * @param windows of each length that are asked about
 */
public record Budget(
    String name,
    long baseSteps,
    long armSteps,
    long videoSteps,
    int batch,
    double rate,
    int questions,
    int windows) {
  /** About half an hour on two cores: shows orderings, no more. */
  public static final Budget SMALL = new Budget("small", 300, 70, 40, 32, 3e-3, 12, 160);

  /** Until arms stop getting better: days on a CPU; goes on where it was stopped. */
  public static final Budget FULL = new Budget("full", 6_000, 3_000, 2_000, 64, 3e-3, 12, 1_600);

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
