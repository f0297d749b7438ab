package dev.vocostream.model.evaluation.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/** Means in percent, over all and over named parts. */
public final class Accuracy {
  private final Map<String, double[]> sums = new LinkedHashMap<>();

  /**
   * @param value 0 to 1
   */
  public void add(String part, double value) {
    double[] sum = sums.computeIfAbsent(part, key -> new double[2]);
    sum[0] += value;
    sum[1]++;
  }

  /** NaN over nothing. */
  public double percent(String part) {
    double[] sum = sums.getOrDefault(part, new double[2]);
    return 100 * sum[0] / sum[1];
  }

  /** In the order the parts were first seen. */
  public Map<String, Double> percents() {
    Map<String, Double> percents = new LinkedHashMap<>();
    sums.keySet().forEach(part -> percents.put(part, percent(part)));
    return percents;
  }
}
