package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraReport.State;
import dev.vocostream.operators.decode.child.VideoException.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * What a failure makes of a camera.
 *
 * @param state that it comes into
 * @param pause before it is tried again; empty: it is not
 */
record FailureRule(State state, Optional<Backoff> pause) {
  /** What is not allowed is looked at again, since names come to have other addresses. */
  private static final Backoff BLOCKED = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(1));

  /** Rarely: cameras lock out who knocks often with a wrong password. */
  private static final Backoff DENIED = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5));

  /** A file that will never do is given up. */
  static FailureRule ofFile(Fault fault) {
    if (fault == Fault.BLOCKED) {
      return new FailureRule(State.BLOCKED, Optional.of(BLOCKED));
    }
    return fault.mayPass()
        ? new FailureRule(State.OFFLINE, Optional.of(Backoff.DEFAULT))
        : new FailureRule(State.REFUSED, Optional.empty());
  }

  /** A network camera never is: somebody may set it right where it stands. */
  static FailureRule ofLive(Fault fault) {
    return switch (fault) {
      case BLOCKED -> new FailureRule(State.BLOCKED, Optional.of(BLOCKED));
      case DENIED -> new FailureRule(State.REFUSED, Optional.of(DENIED));
      case STALLED -> new FailureRule(State.STALLED, Optional.of(Backoff.DEFAULT));
      case NOT_A_FILE, EMPTY, NOT_A_VIDEO, NO_VIDEO, TOO_LARGE ->
          new FailureRule(State.REFUSED, Optional.of(Backoff.DEFAULT));
      case MISSING, CRASHED, CANCELLED, UNREACHABLE, DISCONNECTED ->
          new FailureRule(State.OFFLINE, Optional.of(Backoff.DEFAULT));
    };
  }
}
