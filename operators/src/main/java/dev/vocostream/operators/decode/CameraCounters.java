package dev.vocostream.operators.decode;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What became of a camera's pictures. Written by its decoding thread only.
 *
 * @param decoded pictures decoded
 * @param sampled frames kept for the model
 * @param dropped frames of those that were replaced by newer ones before the job took them
 */
record CameraCounters(Counter decoded, Counter sampled, Counter dropped) {
  static CameraCounters in(MetricGroup group, String camera) {
    MetricGroup own = group.addGroup("camera", camera);
    return new CameraCounters(
        own.counter("framesDecoded"), own.counter("framesSampled"), own.counter("framesDropped"));
  }
}
