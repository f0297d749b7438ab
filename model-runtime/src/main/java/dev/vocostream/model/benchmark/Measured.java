package dev.vocostream.model.benchmark;

import java.util.ArrayList;
import java.util.List;

/** Values of one thing, measured in every round. */
public final class Measured {
  private final List<Double> values = new ArrayList<>();

  public void add(double value) {
    values.add(value);
  }

  /** Measures how long something takes, in seconds. */
  void time(Runnable what) {
    long start = System.nanoTime();
    what.run();
    add((System.nanoTime() - start) / 1e9);
  }

  public double median() {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /**
   * The least value that so large a share of all does not exceed.
   *
   * @param share above 0, at most 1
   */
  public double quantile(double share) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  public double least() {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  public double most() {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Median and extremes of these values, divided into {@code amount}: a rate. */
  Spread rate(double amount) {
    return new Spread(amount / median(), amount / most(), amount / least());
  }

  Spread spread() {
    return new Spread(median(), least(), most());
  }

  /** How much was measured varies. */
  record Spread(double median, double least, double most) {}
}
