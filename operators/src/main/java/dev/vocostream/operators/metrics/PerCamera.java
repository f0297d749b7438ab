package dev.vocostream.operators.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * What is measured of each camera, until the camera is removed. Flink keeps a group of metrics
 * until its task ends: cameras come and go, so their groups are closed here. Used by the task
 * thread.
 *
 * @param <M> a camera's metrics
 */
public final class PerCamera<M> {
  private final MetricGroup group;
  private final Function<MetricGroup, M> register;
  private final Map<String, Measured<M>> cameras = new HashMap<>();

  private record Measured<M>(MetricGroup group, M metrics) {}

  /**
   * @param register called with a group of the camera's own, once for each camera
   */
  public PerCamera(MetricGroup group, Function<MetricGroup, M> register) {
    this.group = group;
    this.register = register;
  }

  /** The metrics of a camera, which are registered if they are not. */
  public M of(String camera) {
    return cameras.computeIfAbsent(camera, this::measured).metrics;
  }

  private Measured<M> measured(String camera) {
    MetricGroup own = group.addGroup("camera", camera);
    return new Measured<>(own, register.apply(own));
  }

  /** The camera is no more: its metrics are reported no longer. */
  public void forget(String camera) {
    Measured<M> gone = cameras.remove(camera);
    if (gone != null && gone.group instanceof AbstractMetricGroup<?> registered) {
      registered.close(); // a later group of the same name takes the place of a closed one
    }
  }
}
