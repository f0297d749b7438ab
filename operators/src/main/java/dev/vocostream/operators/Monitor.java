package dev.vocostream.operators;

import java.util.List;

/**
 * A standing question as the contract on {@code voco.monitors} has it, checked.
 *
 * @param cameras whose memory is asked; empty for all cameras there are
 * @param text of the question, to be answered by yes or no
 * @param everyMillis how often it is asked, by the camera's clock; 0 for with every sample
 * @param windowMillis how much of the memory is read, back from the newest frame; null for all
 * @param raiseAbove an alert is raised by a probability of yes above this
 * @param clearBelow a raised alert is cleared by a probability of yes below this
 * @param coolDownMillis at least so long lies between two alerts that are raised
 * @param until epoch milliseconds; the last moment that is looked at, null for no end
 */
public record Monitor(
    String id,
    List<String> cameras,
    String text,
    long everyMillis,
    Long windowMillis,
    double raiseAbove,
    double clearBelow,
    long coolDownMillis,
    Long until) {

  public boolean watches(String camera) {
    return cameras.isEmpty() || cameras.contains(camera);
  }
}
