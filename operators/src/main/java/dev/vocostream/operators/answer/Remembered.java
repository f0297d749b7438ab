package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.operators.Unchanged;
import dev.vocostream.state.FrameMemory;
import dev.vocostream.state.UnchangedSpan;
import dev.vocostream.state.flink.KeyedFrameMemory;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;

/** What is known of the current camera: its frames, and the last word of its state. */
final class Remembered {
  /** The name is part of every savepoint: never change it. */
  private static final ValueStateDescriptor<CameraReport> REPORT =
      new ValueStateDescriptor<>("camera-report", TypeInformation.of(CameraReport.class));

  private final FrameMemory frames;
  private final RecordedGaps gaps;
  private final ValueState<CameraReport> report;
  private final Counter framesRemembered;
  private final Counter framesForgotten;

  /**
   * @param currentCamera the current key
   */
  Remembered(RuntimeContext context, Supplier<String> currentCamera) {
    frames = new KeyedFrameMemory(context, currentCamera);
    gaps = new RecordedGaps(context);
    report = context.getState(REPORT);
    framesRemembered = context.getMetricGroup().counter("framesRemembered");
    framesForgotten = context.getMetricGroup().counter("framesForgotten");
  }

  void take(MemoryEvent event, CameraSettings camera) throws Exception {
    if (event.report() != null) {
      gaps.heard(event.report(), frames);
      report.update(event.report());
    } else if (event.unchanged() != null) {
      extend(event.unchanged(), camera);
    } else {
      gaps.seen(event.frame().time(), camera.periodMillis(), frames);
      frames.remember(event.frame().time(), event.frame().entry());
      framesRemembered.inc();
      framesForgotten.inc(frames.forgetBeyond(camera.retention()));
    }
  }

  /** Not where the model refused the frame that was kept: what was there is not known then. */
  private void extend(Unchanged unchanged, CameraSettings camera) throws Exception {
    UnchangedSpan span = new UnchangedSpan(unchanged.sample(), unchanged.from(), unchanged.to());
    frames.extend(span, GapRule.at(camera.fps()).longestMillis());
  }

  FrameMemory frames() {
    return frames;
  }

  RecordedGaps gaps() {
    return gaps;
  }

  /** Null if the camera never said a word. */
  CameraReport report() throws Exception {
    return report.value();
  }
}
