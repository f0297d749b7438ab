package dev.vocostream.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

/** On Flink's own groups, which is where a camera's metrics would stay for ever. */
class PerCameraTest {
  private final Map<String, Metric> reported = new TreeMap<>();
  private final TestingMetricRegistry registry =
      TestingMetricRegistry.builder()
          .setRegisterConsumer((metric, name, group) -> reported.put(key(name, group), metric))
          .setUnregisterConsumer((metric, name, group) -> reported.remove(key(name, group)))
          .build();
  private final PerCamera<Counter> cameras =
      new PerCamera<>(
          new GenericMetricGroup(registry, null, "operator"),
          own -> {
            own.addGroup("reason", "lost").counter("framesDropped");
            return own.counter("frames");
          });

  @Test
  void aCameraIsRegisteredOnce() {
    cameras.of("yard").inc();
    cameras.of("yard").inc();
    assertThat(count("frames{camera=yard}")).isEqualTo(2);
    assertThat(reported).hasSize(2);
  }

  @Test
  void nothingOfARemovedCameraIsReported() {
    cameras.of("yard").inc();
    cameras.of("door").inc();
    cameras.forget("yard");
    cameras.forget("nobody");
    assertThat(reported)
        .containsOnlyKeys("frames{camera=door}", "framesDropped{camera=door, reason=lost}");
  }

  @Test
  void aCameraThatComesAgainStartsAtZero() {
    cameras.of("yard").inc(5);
    cameras.forget("yard");
    cameras.of("yard").inc();
    assertThat(count("frames{camera=yard}")).isOne();
    assertThat(reported).hasSize(2);
  }

  private long count(String key) {
    return ((Counter) reported.get(key)).getCount();
  }

  private static String key(String name, AbstractMetricGroup<?> group) {
    Map<String, String> labels = new TreeMap<>();
    group.getAllVariables().forEach((key, value) -> labels.put(key.replaceAll("[<>]", ""), value));
    return name + labels;
  }
}
