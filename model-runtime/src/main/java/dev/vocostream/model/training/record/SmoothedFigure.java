package dev.vocostream.model.training.record;

/**
 * A noisy figure made readable: a mean in which each new value weighs a fiftieth, or, at first, as
 * much as those before it.
 */
public final class SmoothedFigure {
  private static final int SPAN = 50;

  private long seen;
  private double mean = Double.NaN;

  /**
   * @param value left out if it is not finite
   * @return the mean so far, NaN before the first value
   */
  public double add(double value) {
    if (Double.isFinite(value)) {
      seen++;
      double before = seen == 1 ? value : mean;
      mean = before + (value - before) / Math.min(seen, SPAN);
    }
    return mean;
  }
}
