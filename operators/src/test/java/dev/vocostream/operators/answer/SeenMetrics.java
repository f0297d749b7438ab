package dev.vocostream.operators.answer;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.metrics.MetricRegistry;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;

/** The metrics of an operator in a harness, which otherwise nobody can look at. */
final class SeenMetrics {
  private final Map<String, Metric> metrics = new HashMap<>(); // by name and camera

  MetricRegistry registry() {
    return TestingMetricRegistry.builder()
        .setRegisterConsumer(
            (metric, name, group) ->
                metrics.put(name + "/" + group.getAllVariables().get("<camera>"), metric))
        .build();
  }

  /** What a counter of a camera has come to. */
  long counted(String name, String camera) {
    return ((Counter) metrics.get(name + "/" + camera)).getCount();
  }

  /** How many questions wait. */
  int questionsQueued() {
    return (Integer) ((Gauge<?>) metrics.get("questionsQueued/null")).getValue();
  }
}
