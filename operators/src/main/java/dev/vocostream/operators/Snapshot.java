package dev.vocostream.operators;

/**
 * A picture of a frame that is remembered, for people to look at.
 *
 * @param camera camera id
 * @param time frame time, epoch milliseconds
 * @param jpeg as big as the frame that the model sees
 */
public record Snapshot(String camera, long time, byte[] jpeg) {}
