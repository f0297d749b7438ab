package dev.vocostream.state;

/**
 * A part of time in which frames were seen and dropped again, to make the memory thinner; some may
 * be left. Times are epoch milliseconds, both ends inclusive.
 */
public record ThinnedSpan(long from, long to) {}
