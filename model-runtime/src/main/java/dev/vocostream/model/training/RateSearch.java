package dev.vocostream.model.training;

import dev.vocostream.model.evaluation.world.Marks;
import java.util.Map;

/**
 * The learning rate of each arm: the one with which it does best on validation scenes after a part
 * of its updates. One rate for all would favour whichever arm it fits.
 */
final class RateSearch {
  private final ArmScores scores;
  private final Budget budget;

  /** Trains an arm for a while and marks it. */
  interface Trial {
    Marks with(double rate) throws Exception;
  }

  RateSearch(ArmScores scores, Budget budget) {
    this.scores = scores;
    this.budget = budget;
  }

  /** Searches, unless that was done before, or the arm takes another's. */
  double of(Arm arm, Trial trial) throws Exception {
    double rate =
        arm.isItsOwn() || budget.searchesAll() ? best(arm, trial) : scores.rate(arm.like());
    scores.choose(arm.name(), rate);
    return rate;
  }

  /** The best; of equals the lowest. */
  private double best(Arm arm, Trial trial) throws Exception {
    for (double rate : budget.rates()) {
      scores.trial(arm.name(), rate, () -> trial.with(rate).all().accuracy());
    }
    double best = Double.NaN;
    double most = -1;
    for (Map.Entry<Double, Double> tried : scores.tried(arm.name()).entrySet()) {
      if (tried.getValue() > most) {
        most = tried.getValue();
        best = tried.getKey();
      }
    }
    return best;
  }
}
