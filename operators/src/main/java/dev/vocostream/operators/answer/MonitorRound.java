package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.List;

/**
 * Monitors of a camera that fell due with the same frame and read the same window: it is read once
 * for them all.
 *
 * @param at time of that frame, epoch milliseconds
 * @param windowMillis how far back they look; null for all of the memory
 * @param monitors their ids
 */
record MonitorRound(String camera, long at, Long windowMillis, List<String> monitors) {
  /** Under which it is with the model. */
  Ticket ticket() {
    return new Ticket(camera, "monitors " + windowMillis, at);
  }
}
