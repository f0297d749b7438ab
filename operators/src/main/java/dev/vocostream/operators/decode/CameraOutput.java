package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraEvent;
import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.Frame;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a camera says: frames, and the states it comes into, each with the split as it is after it.
 * Used by the camera's thread.
 */
final class CameraOutput {
  private final Handoff handoff;
  private final CameraStatus status;
  private final CameraCounters counters;

  CameraOutput(Handoff handoff, CameraStatus status, CameraCounters counters) {
    this.handoff = handoff;
    this.status = status;
    this.counters = counters;
  }

  CameraCounters counters() {
    return counters;
  }

  /** Hands a frame over; the camera is online. */
  void frame(Frame frame, CameraSplit before, CameraSplit after) throws InterruptedException {
    frame(frame, OptionalLong.empty(), before, after);
  }

  /**
   * As above.
   *
   * @param clockOffset milliseconds by which the camera's clock is behind ours
   */
  void frame(Frame frame, OptionalLong clockOffset, CameraSplit before, CameraSplit after)
      throws InterruptedException {
    report(status.online(clockOffset), before);
    counters.sampled().inc();
    int replaced = handoff.put(new Handoff.Item(CameraEvent.of(frame), after));
    counters.dropped(DropReason.REPLACED).inc(replaced);
  }

  /** A state that the camera comes into, said once; {@code next} is for the log alone. */
  void change(State state, String reason, String next, CameraSplit at) throws InterruptedException {
    report(status.change(state, reason, next), at);
  }

  private void report(Optional<CameraReport> report, CameraSplit at) throws InterruptedException {
    if (report.isPresent()) {
      handoff.put(new Handoff.Item(CameraEvent.of(report.get()), at));
    }
  }
}
