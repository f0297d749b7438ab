package dev.vocostream.operators.metrics;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Figures of which the count, and the quantiles of the newest thousand, are reported. */
public final class Distribution {
  private static final int NEWEST = 1_000;

  private Distribution() {}

  /** Registers one; thread-safe. */
  public static Histogram in(MetricGroup group, String name) {
    return group.histogram(name, new DescriptiveStatisticsHistogram(NEWEST));
  }
}
