package dev.vocostream.operators.sample;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.Erasure;
import dev.vocostream.operators.Frame;
import dev.vocostream.operators.Unchanged;
import dev.vocostream.operators.metrics.PerCamera;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
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
  private final Duration eraseWithin;
  private final long eraseEveryMillis;

  // -- runtime
  private transient ValueState<byte[]> kept;
  private transient ValueState<Boolean> everyFrame;
  private transient Erasure erasure;
  private transient PerCamera<Counter> unchanged;

  /**
   * @param rule null lets every frame pass
   * @param eraseWithin for how long a kept frame that nothing is compared with any more is erased
   * @param eraseEvery how often
   */
  public FrameSampler(ChangeRule rule, Duration eraseWithin, Duration eraseEvery) {
    this.rule = rule;
    this.eraseWithin = eraseWithin;
    this.eraseEveryMillis = eraseEvery.toMillis();
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
    erasure = new Erasure(getRuntimeContext(), eraseWithin, Duration.ofMillis(eraseEveryMillis));
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
    if (event.frame() == null) {
      hear(event, context.timerService(), out);
    } else if (rule == null || everyFrame.value() != null) {
      out.collect(event);
    } else {
      look(event, out);
    }
  }

  /** Whatever a camera says, the first frame after it is kept. */
  private void hear(CameraEvent event, TimerService timers, Collector<CameraEvent> out)
      throws Exception {
    if (event.terms() != null) {
      everyFrame.update(event.terms().everyFrame() ? true : null);
    }
    boolean hadKept = kept.value() != null;
    say(event.camera(), kept(), out);
    if (hadKept || event.saysRemoved()) {
      kept.clear();
      erasure.begin(timers.currentProcessingTime());
      eraseAgain(timers, timers.currentProcessingTime());
    }
    out.collect(event);
  }

  private void look(CameraEvent event, Collector<CameraEvent> out) throws Exception {
    KeptFrame last = kept();
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

  /** Null if there is none, or none that can be read: a thumbnail is no reason to stop. */
  private KeptFrame kept() throws Exception {
    byte[] bytes = kept.value();
    return bytes == null ? null : KeptFrame.ofBytes(bytes);
  }

  /** At multiples of the interval, so that a camera has one timer. */
  private void eraseAgain(TimerService timers, long now) {
    timers.registerProcessingTimeTimer((now / eraseEveryMillis + 1) * eraseEveryMillis);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<CameraEvent> out)
      throws Exception {
    long now = Math.max(time, context.timerService().currentProcessingTime());
    if (erasure.goesOn(time, now)) {
      if (kept.value() == null) { // else each frame of the camera, which is back, writes over it
        kept.clear();
      }
      eraseAgain(context.timerService(), now);
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
