package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraAnswer;
import dev.vocostream.operators.CameraAnswer.Status;
import dev.vocostream.operators.StatusMessage;
import dev.vocostream.operators.metrics.Distribution;
import dev.vocostream.operators.metrics.PerCamera;
import dev.vocostream.state.Thinner.Thinned;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is measured of remembering and answering. A question first waits, for its window to be over
 * and for room with the model; then its window is read; then the model answers. Used by the task
 * thread.
 */
final class MemoryMetrics {
  private final MetricGroup group;
  private final PerCamera<RememberedCamera> cameras;
  private final Counter framesOfNoCamera;
  private final Histogram waiting;
  private final Histogram reading;
  private final Histogram answering;
  private final Histogram windowFrames;
  private final Histogram windowBytes;

  MemoryMetrics(MetricGroup group) {
    this.group = group;
    cameras = new PerCamera<>(group, RememberedCamera::new);
    framesOfNoCamera = group.counter("framesOfNoCamera");
    waiting = stage(group, "waiting");
    reading = stage(group, "reading");
    answering = stage(group, "answering");
    windowFrames = Distribution.in(group, "windowFrames");
    windowBytes = Distribution.in(group, "windowBytes");
  }

  private static Histogram stage(MetricGroup group, String name) {
    return Distribution.in(group.addGroup("stage", name), "questionMicros");
  }

  /** How many questions wait and how many are with the model: sizes that any thread may read. */
  void watch(QuestionQueue queue, HeardCameras heard, InFlight inFlight) {
    group.gauge("questionsQueued", (Gauge<Integer>) () -> queue.size() + heard.waiting());
    group.gauge("questionsInFlight", (Gauge<Integer>) inFlight::size);
  }

  void rememberedFrame(String camera) {
    cameras.of(camera).remembered.inc();
  }

  void forgotFrames(String camera, int frames) {
    cameras.of(camera).forgotten.inc(frames);
  }

  void thinnedFrames(String camera, Thinned thinned) {
    cameras.of(camera).cut.inc(thinned.cut());
    cameras.of(camera).dropped.inc(thinned.dropped());
  }

  /** A window had to do without them. */
  void unreadableFrames(String camera, int frames) {
    cameras.of(camera).unreadable.inc(frames);
  }

  /** It was removed while its last frames were on their way. */
  void frameOfNoCamera() {
    framesOfNoCamera.inc();
  }

  void told(StatusMessage status) {
    cameras.of(status.camera()).take(status);
  }

  void removed(String camera) {
    cameras.forget(camera);
  }

  /** A window was read, for a question or for monitors, in so long. */
  void windowRead(RecalledWindow window, long nanos) {
    reading.update(nanos / 1_000);
    windowFrames.update(window.frames());
    windowBytes.update(window.bytes());
  }

  void answered(CameraAnswer answer) {
    waiting.update(answer.timings().waited() * 1_000);
    if (answer.status() == Status.ANSWERED || answer.status() == Status.STALE) {
      answering.update(answer.timings().model() * 1_000);
    }
  }
}
