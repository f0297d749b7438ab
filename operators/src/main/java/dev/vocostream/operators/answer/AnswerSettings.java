package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.state.Thinning;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How a camera's questions are answered.
 *
 * @param cameras cameras that are known before they say a word, by id
 * @param maxOpen how many questions of a camera may be unanswered at once
 * @param maxInFlight how many questions of a subtask may be with the model at once, and how many
 *     windows of monitors
 * @param maxInFlightBytes no further question goes to the model while windows hold so much, nor may
 *     a single window hold more
 * @param staleAfter an answer is stale when the newest frame is older than this
 * @param statusEvery how often a camera's status is told, changes aside
 * @param fingerprint of the model that answers name; another one is refused when the task starts
 * @param thinning how memories get thinner with age
 * @param eraseWithin for how long a camera that was removed is erased
 * @param camerasSpeak whether each camera says, whenever the job starts, that it is there: one that
 *     was removed does not. False where a savepoint is only asked, whose cameras are silent, and
 *     whose time stands still.
 */
public record AnswerSettings(
    Map<String, CameraSettings> cameras,
    DeadlineRule deadlines,
    int maxOpen,
    int maxInFlight,
    long maxInFlightBytes,
    Duration staleAfter,
    Duration statusEvery,
    String fingerprint,
    Thinning thinning,
    Duration eraseWithin,
    boolean camerasSpeak)
    implements Serializable {

  /** Room for what is with the model; one for questions, and one for monitors. */
  InFlight inFlight() {
    return new InFlight(maxInFlight, maxInFlightBytes);
  }

  /** How many VoCo tokens of so many bytes a single window may hold, at least one. */
  int tokensOfWindow(long bytesPerToken) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, maxInFlightBytes / bytesPerToken));
  }
}
