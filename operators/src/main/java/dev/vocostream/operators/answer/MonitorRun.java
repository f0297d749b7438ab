package dev.vocostream.operators.answer;

import dev.vocostream.operators.MonitorAlert.State;

/**
 * How a monitor stands on a camera, as it stands in keyed state. Times are of frames, epoch
 * milliseconds.
 *
 * @param dueAt when a frame concerned it last; null if none has
 * @param openAt newest frame of the evaluation that the model has not answered; null for none
 * @param raised whether an alert is raised
 * @param raisedAt when one was raised last; null if none was
 * @param probability as last found; null if nothing was
 * @param scoredAt when that was found
 */
public record MonitorRun(
    Long dueAt, Long openAt, boolean raised, Long raisedAt, Double probability, Long scoredAt) {
  static final MonitorRun NEW = new MonitorRun(null, null, false, null, null, null);

  /** A frame concerned it, and the model is asked. */
  MonitorRun asked(long clock) {
    return new MonitorRun(clock, clock, raised, raisedAt, probability, scoredAt);
  }

  /** A frame concerned it, but the model has not answered the last one. */
  MonitorRun skipped(long clock) {
    return new MonitorRun(clock, openAt, raised, raisedAt, probability, scoredAt);
  }

  /** Its time is over: what the model still says is not heard. */
  MonitorRun over(long clock) {
    return new MonitorRun(clock, null, false, raisedAt, probability, scoredAt);
  }

  /** The model has no answer. */
  MonitorRun unanswered() {
    return new MonitorRun(dueAt, null, raised, raisedAt, probability, scoredAt);
  }

  /**
   * The model has answered.
   *
   * @param change what that changes; null for nothing
   */
  MonitorRun answered(double found, State change) {
    boolean now = change == null ? raised : change == State.RAISED;
    return new MonitorRun(
        dueAt, null, now, change == State.RAISED ? openAt : raisedAt, found, openAt);
  }
}
