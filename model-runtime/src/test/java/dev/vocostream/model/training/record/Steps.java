package dev.vocostream.model.training.record;

import java.util.Map;

/** Steps with figures that depend on their number. */
final class Steps {
  private Steps() {}

  static TrainingStep step(long number) {
    return step(number, Map.of());
  }

  static TrainingStep step(long number, Map<String, Double> accuracy) {
    double loss = 1.0 / number;
    return new TrainingStep(
        number, "tune", 48 * number, loss, loss, Double.NaN, 1e-3, 0.5, 100, 60, accuracy);
  }
}
