package dev.vocostream.operators.answer;

import dev.vocostream.operators.DerivedId;
import dev.vocostream.operators.Monitor;
import dev.vocostream.operators.MonitorAlert.State;

/** Names alerts by what they are about, so that one that is found again has the same name. */
final class AlertId {
  private AlertId() {}

  /**
   * The name of a monitor's definition. Its cameras do not count: what is asked of one camera does
   * not change with the others.
   */
  static String version(Monitor monitor) {
    return DerivedId.of(
        monitor.text(),
        Long.toString(monitor.everyMillis()),
        String.valueOf(monitor.windowMillis()),
        Double.toString(monitor.raiseAbove()),
        Double.toString(monitor.clearBelow()),
        Long.toString(monitor.coolDownMillis()),
        String.valueOf(monitor.until()));
  }

  /**
   * @param at of the newest frame that was looked at, epoch milliseconds
   */
  static String of(Monitor monitor, String camera, State state, long at) {
    return DerivedId.of(monitor.id(), version(monitor), camera, state.word(), Long.toString(at));
  }
}
