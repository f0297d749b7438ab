package dev.vocostream.operators;

import dev.vocostream.operators.CameraAnswer.Evidence;
import java.util.List;
import java.util.Locale;

/**
 * A monitor was raised or cleared, as the contract on {@code voco.alerts} has it.
 *
 * @param id the same whenever this is found again
 * @param monitor id of the monitor
 * @param probability of yes, as last found
 * @param at time of the newest frame that was looked at, epoch milliseconds
 * @param evidence the frames that weighed most; none where no frame was the reason
 * @param reason why it was cleared, if not by its probability; else null
 */
public record MonitorAlert(
    String id,
    String monitor,
    String camera,
    State state,
    double probability,
    long at,
    List<Evidence> evidence,
    String reason) {

  /** The same alert with what speaks for it. */
  public MonitorAlert because(String why, List<Evidence> frames) {
    return new MonitorAlert(id, monitor, camera, state, probability, at, frames, why);
  }

  public enum State {
    RAISED,
    CLEARED;

    /** As the contract spells it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
