package dev.vocostream.operators.decode;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** A metric group whose counters a test can read, by name, whatever the subgroup. */
final class CountingGroup extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  long count(String name) {
    Counter counter = counters.get(name);
    return counter == null ? 0 : counter.getCount();
  }

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, none -> new ThreadSafeSimpleCounter());
  }

  @Override
  @SuppressWarnings("unchecked") // all are of the one kind that is registered so
  public <C extends Counter> C counter(String name, C counter) {
    return (C) counters.computeIfAbsent(name, none -> counter);
  }

  @Override
  public MetricGroup addGroup(String key, String value) {
    return this;
  }
}
