package dev.vocostream.operators;

/**
 * Frames came and showed nothing that an earlier one does not; they are not compressed. Times are
 * epoch milliseconds, {@code sample < from <= to}.
 *
 * @param sample time of the frame that shows the scene as it still is
 * @param from time of the first frame that showed nothing new
 * @param to time of the last one
 */
public record Unchanged(String camera, long sample, long from, long to) {}
