package dev.vocostream.operators.answer;

import dev.vocostream.operators.MonitorAlert;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What is measured of monitors. Used by the task thread. */
final class MonitorMetrics {
  /** Runs that gave a score. */
  final Counter scored;

  /** Runs that gave none: nothing was remembered, or the model failed. */
  final Counter unscored;

  /** Runs left out because the one before was not done yet. */
  final Counter skipped;

  private final MetricGroup group;
  private final Map<MonitorAlert.State, Counter> alerts = new EnumMap<>(MonitorAlert.State.class);

  MonitorMetrics(MetricGroup group) {
    this.group = group;
    scored = group.counter("monitorsScored");
    unscored = group.counter("monitorsUnscored");
    skipped = group.counter("monitorsSkipped");
    for (MonitorAlert.State state : MonitorAlert.State.values()) {
      alerts.put(state, group.addGroup("state", state.word()).counter("alerts"));
    }
  }

  /**
   * Windows read for monitors together; both may be asked by any thread.
   *
   * @param queued how many wait
   * @param inFlight how many are with the model
   */
  void watch(IntSupplier queued, IntSupplier inFlight) {
    group.gauge("monitorRoundsQueued", (Gauge<Integer>) queued::getAsInt);
    group.gauge("monitorRoundsInFlight", (Gauge<Integer>) inFlight::getAsInt);
  }

  void alert(MonitorAlert.State state) {
    alerts.get(state).inc();
  }
}
