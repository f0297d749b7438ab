package dev.vocostream.operators.decode;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * What became of a camera's pictures: {@code decoded} is {@code emitted} and all that was dropped,
 * and what is under way. Written by the task, by the camera's thread, and by the one that is on its
 * way out after a change.
 *
 * @param decoded pictures decoded
 * @param sampled frames kept for the model
 * @param emitted frames of those that the job took
 * @param droppedBy pictures that went nowhere, by reason
 * @param bytesHeldBack that had to wait, as the camera sent more than it may
 */
record CameraCounters(
    Counter decoded,
    Counter sampled,
    Counter emitted,
    Map<DropReason, Counter> droppedBy,
    Counter bytesHeldBack) {
  /**
   * @param own the camera's group
   */
  static CameraCounters in(MetricGroup own) {
    Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, counter(own.addGroup("reason", reason.text()), "framesDropped"));
    }
    return new CameraCounters(
        counter(own, "framesDecoded"),
        counter(own, "framesSampled"),
        counter(own, "framesEmitted"),
        dropped,
        counter(own, "bytesHeldBack"));
  }

  private static Counter counter(MetricGroup group, String name) {
    return group.counter(name, new ThreadSafeSimpleCounter());
  }

  Counter dropped(DropReason reason) {
    return droppedBy.get(reason);
  }
}
