package dev.vocostream.operators.answer;

import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert.State;

/**
 * When an alert is raised and when it is cleared. Between the two bounds nothing changes, so that a
 * probability that trembles about one of them is one alert.
 *
 * <pre>
 *   raiseAbove  - - - - /\- - - - - - - -
 *   clearBelow  - - - -/- \/\- -\- - - - -
 *                     raised     cleared
 * </pre>
 *
 * @param coolDownMillis at least so long lies between two raised alerts; a clear is never held back
 */
record AlertRule(double raiseAbove, double clearBelow, long coolDownMillis) {
  AlertRule {
    if (!(0 <= clearBelow && clearBelow <= raiseAbove && raiseAbove <= 1) || coolDownMillis < 0) {
      throw new IllegalArgumentException(
          "expected 0 <= clearBelow <= raiseAbove <= 1 and a coolDown of 0 ms or more, found clearBelow %s, raiseAbove %s, coolDown %d ms"
              .formatted(clearBelow, raiseAbove, coolDownMillis));
    }
  }

  static AlertRule of(Monitor monitor) {
    return new AlertRule(monitor.raiseAbove(), monitor.clearBelow(), monitor.coolDownMillis());
  }

  /**
   * What a probability of yes changes; null for nothing.
   *
   * @param at of which frame, epoch milliseconds
   */
  State change(MonitorRun before, double probability, long at) {
    if (before.raised()) {
      return probability < clearBelow ? State.CLEARED : null;
    }
    boolean cooled = before.raisedAt() == null || at - before.raisedAt() >= coolDownMillis;
    return probability > raiseAbove && cooled ? State.RAISED : null;
  }
}
