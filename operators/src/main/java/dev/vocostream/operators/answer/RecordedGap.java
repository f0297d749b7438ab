package dev.vocostream.operators.answer;

/**
 * A time without frames and what the camera said of it, as it stands in keyed state.
 *
 * @param from until when it is known what was there, epoch milliseconds
 * @param to time of the next frame; null while there is none
 * @param reason the camera's state and its own words
 */
public record RecordedGap(long from, Long to, String reason) {}
