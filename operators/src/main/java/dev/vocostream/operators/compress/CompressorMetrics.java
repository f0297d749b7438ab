package dev.vocostream.operators.compress;

import dev.vocostream.operators.CameraTerms;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.metrics.Distribution;
import dev.vocostream.operators.metrics.PerCamera;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What is measured of compressing. Used by the task thread. */
final class CompressorMetrics {
  private final MetricGroup group;
  private final PerCamera<Counted> cameras;
  private final Histogram batchFrames;
  private final Histogram batchMicros;

  /** Why the model did not take a frame. */
  enum Refusal {
    /** What came out of it was not a number. */
    BAD_NUMERICS,
    /** No memory was left for this frame alone. */
    OVERLOADED;

    /** As it is called in metrics and logs. */
    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private record Counted(Counter compressed, Map<Refusal, Counter> refused) {
    static Counted in(MetricGroup own) {
      Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
      for (Refusal reason : Refusal.values()) {
        refused.put(reason, own.addGroup("reason", reason.text()).counter("framesRefused"));
      }
      return new Counted(own.counter("framesCompressed"), refused);
    }
  }

  CompressorMetrics(MetricGroup group) {
    this.group = group;
    cameras = new PerCamera<>(group, Counted::in);
    batchFrames = Distribution.in(group, "batchFrames");
    batchMicros = Distribution.in(group, "batchMicros");
  }

  /**
   * @param frames how many are in the batch; asked by any thread
   */
  void watch(IntSupplier frames) {
    group.gauge("framesInBatch", (Gauge<Integer>) frames::getAsInt);
  }

  /** A batch came back from the model, after so long. */
  void batch(int frames, long nanos) {
    batchFrames.update(frames);
    batchMicros.update(nanos / 1_000);
  }

  void compressed(Frame frame) {
    cameras.of(frame.camera()).compressed.inc();
  }

  void refused(Frame frame, Refusal reason) {
    cameras.of(frame.camera()).refused.get(reason).inc();
  }

  /** Counters at zero are there too, and none of a camera that is no more. */
  void heard(CameraTerms terms) {
    if (terms.removed()) {
      cameras.forget(terms.camera());
    } else {
      cameras.of(terms.camera());
    }
  }
}
