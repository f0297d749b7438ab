package dev.vocostream.operators.sample;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Unchanged;
import dev.vocostream.operators.metrics.PerCamera;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets frames pass that show something new; of the others it only says that nothing changed, once a
 * second at most. Keyed by camera; what it says keeps its place among frames and reports.
 */
public final class FrameSampler extends KeyedProcessFunction<String, CameraEvent, CameraEvent> {
  private static final long serialVersionUID = 1L;

  /** Shorter than what counts as a gap, so that no gap hides between two words. */
  private static final long SAID_EVERY_MILLIS = 1_000;

  // -- configuration
  private final ChangeRule rule;

  // -- runtime
  private transient ValueState<byte[]> kept;
  private transient ValueState<Boolean> everyFrame;
  private transient PerCamera<Counter> unchanged;

  /**
   * @param rule null lets every frame pass
   */
  public FrameSampler(ChangeRule rule) {
    this.rule = rule;
  }

  @Override
  public void open(OpenContext context) {
    // The names are part of every savepoint: never change one.
    kept =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "kept-frame", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    // Set for a camera that is judged by no rule; its terms come before its frames.
    everyFrame =
        getRuntimeContext().getState(new ValueStateDescriptor<>("every-frame", Types.BOOLEAN));
    unchanged =
        new PerCamera<>(
            getRuntimeContext().getMetricGroup(), own -> own.counter("framesUnchanged"));
  }

  @Override
  public void processElement(CameraEvent event, Context context, Collector<CameraEvent> out)
      throws Exception {
    if (event.saysRemoved()) {
      unchanged.forget(event.camera());
    } else {
      unchanged.of(event.camera()); // a counter at zero is there too
    }
    if (rule == null) {
      out.collect(event);
      return;
    }
    if (event.terms() != null) {
      everyFrame.update(event.terms().everyFrame() ? true : null);
    }
    KeptFrame last = kept.value() == null ? null : KeptFrame.ofBytes(kept.value());
    if (event.frame() == null) {
      // Whatever a report says, the first frame after it is kept.
      say(event.camera(), last, out);
      kept.clear();
      out.collect(event);
      return;
    }
    if (everyFrame.value() != null) {
      out.collect(event);
      return;
    }
    Frame frame = event.frame();
    Thumbnail seen = Thumbnail.of(frame.width(), frame.height(), frame.rgb());
    if (last != null && rule.isUnchanged(last.thumbnail(), seen, frame.time() - last.time())) {
      unchanged.of(frame.camera()).inc();
      kept.update(takeIn(frame, last, out).toBytes());
    } else {
      say(event.camera(), last, out);
      kept.update(KeptFrame.of(frame.time(), seen).toBytes());
      out.collect(event);
    }
  }

  /** Notes an unchanged frame; says it with those before it when it is time. */
  private static KeptFrame takeIn(Frame frame, KeptFrame last, Collector<CameraEvent> out) {
    KeptFrame known = last;
    if (known.hasUnsaid() && frame.time() - known.to() > SAID_EVERY_MILLIS) {
      known = say(frame.camera(), known, out); // what lies between may be a gap
    }
    known = known.withUnchanged(frame.time());
    return frame.time() - known.saidTo() >= SAID_EVERY_MILLIS
        ? say(frame.camera(), known, out)
        : known;
  }

  private static KeptFrame say(String camera, KeptFrame known, Collector<CameraEvent> out) {
    if (known == null || !known.hasUnsaid()) {
      return known;
    }
    out.collect(CameraEvent.of(new Unchanged(camera, known.time(), known.from(), known.to())));
    return known.asSaid();
  }
}
