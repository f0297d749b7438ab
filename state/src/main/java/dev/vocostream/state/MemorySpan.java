package dev.vocostream.state;

/**
 * The extent of a memory. Times are epoch milliseconds, null where there is no such frame.
 *
 * @param oldest time of the oldest frame remembered
 * @param newest time of the newest frame remembered
 * @param forgottenTo time of the newest frame forgotten so far
 */
public record MemorySpan(Long oldest, Long newest, int frames, long bytes, Long forgottenTo) {}
