package dev.vocostream.state;

/**
 * For a while a camera's frames showed nothing new. Times are epoch milliseconds, both ends
 * inclusive.
 *
 * @param sample time of the remembered frame that shows the scene of the whole span
 * @param from time of that frame, or of the first frame after a gap
 * @param to time of the last frame that showed nothing new
 */
public record UnchangedSpan(long sample, long from, long to) {}
