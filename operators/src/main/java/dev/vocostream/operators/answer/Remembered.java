package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.MemoryEvent;
import dev.vocostream.state.FrameMemory;
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
  private final ValueState<CameraReport> report;
  private final Counter framesRemembered;
  private final Counter framesForgotten;

  /**
   * @param currentCamera the current key
   */
  Remembered(RuntimeContext context, Supplier<String> currentCamera) {
    frames = new KeyedFrameMemory(context, currentCamera);
    report = context.getState(REPORT);
    framesRemembered = context.getMetricGroup().counter("framesRemembered");
    framesForgotten = context.getMetricGroup().counter("framesForgotten");
  }

  void take(MemoryEvent event, CameraSettings camera) throws Exception {
    if (event.report() != null) {
      report.update(event.report());
      return;
    }
    frames.remember(event.frame().time(), event.frame().entry());
    framesRemembered.inc();
    framesForgotten.inc(frames.forgetBeyond(camera.retention()));
  }

  FrameMemory frames() {
    return frames;
  }

  /** Null if the camera never said a word. */
  CameraReport report() throws Exception {
    return report.value();
  }
}
