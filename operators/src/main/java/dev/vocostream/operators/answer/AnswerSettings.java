package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How a camera's questions are answered.
 *
 * @param cameras all cameras there are, by id
 * @param maxInFlight how many questions of a subtask may be with the model at once
 * @param staleAfter an answer is stale when the newest frame is older than this
 */
public record AnswerSettings(
    Map<String, CameraSettings> cameras,
    DeadlineRule deadlines,
    int maxInFlight,
    Duration staleAfter)
    implements Serializable {}
