package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a camera: says each change once, in the log and as a report. */
final class CameraStatus {
  private static final Logger LOG = LoggerFactory.getLogger(CameraStatus.class);

  // -- configuration
  private final String camera;
  private final InstantSource clock;

  // -- runtime
  private State state;
  private String reason;

  CameraStatus(String camera, InstantSource clock) {
    this.camera = camera;
    this.clock = clock;
  }

  /** Frames arrive; a change unless they did before. */
  Optional<CameraReport> online() {
    return state == State.ONLINE ? Optional.empty() : change(State.ONLINE, "", "");
  }

  /**
   * A state with its reason.
   *
   * @param next what happens now, for the log alone; may be empty
   */
  Optional<CameraReport> change(State newState, String newReason, String next) {
    if (newState == state && newReason.equals(reason)) {
      return Optional.empty();
    }
    state = newState;
    reason = newReason;
    String line =
        (newReason.isEmpty() ? "" : ": " + newReason) + (next.isEmpty() ? "" : "; " + next);
    if (newReason.isEmpty()) {
      LOG.info("camera '{}' {}{}", camera, newState, line);
    } else {
      LOG.warn("camera '{}' {}{}", camera, newState, line);
    }
    return Optional.of(new CameraReport(camera, newState, newReason, clock.millis()));
  }
}
