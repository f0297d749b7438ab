package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport;
import dev.vocostream.operators.CameraReport.State;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final ClockNews clockNews = new ClockNews();

  CameraStatus(String camera, InstantSource clock) {
    this.camera = camera;
    this.clock = clock;
  }

  /**
   * Frames arrive; a change unless they did before, or the camera's clock is another one.
   *
   * @param offset milliseconds by which the camera's clock is behind ours
   */
  Optional<CameraReport> online(OptionalLong offset) {
    if (state != State.ONLINE) {
      clockNews.forget();
      return change(State.ONLINE, "", "");
    }
    long now = clock.millis();
    if (!clockNews.isNews(offset, now)) {
      return Optional.empty();
    }
    LOG.info("camera '{}': its clock is {} ms behind", camera, offset.getAsLong());
    return Optional.of(new CameraReport(camera, State.ONLINE, "", now, offset.getAsLong()));
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
