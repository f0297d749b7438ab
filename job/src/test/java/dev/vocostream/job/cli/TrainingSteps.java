package dev.vocostream.job.cli;

import dev.vocostream.model.training.record.TrainingStep;
import java.util.Map;

/** Steps with the figures that are shown. */
public final class TrainingSteps {
  private TrainingSteps() {}

  public static TrainingStep step(long number, double loss) {
    return step(number, "tune", loss, Map.of());
  }

  public static TrainingStep step(
      long number, String stage, double loss, Map<String, Double> accuracy) {
    return new TrainingStep(
        number, stage, 48 * number, loss, loss, Double.NaN, 1e-3, 1, 98.53, 3_725, accuracy);
  }
}
