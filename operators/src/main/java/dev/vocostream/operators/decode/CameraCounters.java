package dev.vocostream.operators.decode;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What became of a camera's pictures: {@code decoded} is {@code emitted} and all that was dropped,
 * and what is under way. Each counter is written by one thread.
 *
 * @param decoded pictures decoded
 * @param sampled frames kept for the model
 * @param emitted frames of those that the job took
 * @param droppedBy pictures that went nowhere, by reason
 */
record CameraCounters(
    Counter decoded, Counter sampled, Counter emitted, Map<DropReason, Counter> droppedBy) {
  static CameraCounters in(MetricGroup group, String camera) {
    MetricGroup own = group.addGroup("camera", camera);
    Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, own.addGroup("reason", reason.text()).counter("framesDropped"));
    }
    return new CameraCounters(
        own.counter("framesDecoded"),
        own.counter("framesSampled"),
        own.counter("framesEmitted"),
        dropped);
  }

  Counter dropped(DropReason reason) {
    return droppedBy.get(reason);
  }
}
