package dev.vocostream.operators;

/**
 * A frame after compression.
 *
 * @param time frame time, epoch milliseconds
 * @param entry the activations behind their header, as {@code FrameEntry} of the state module
 *     writes it
 */
public record CompressedFrame(String camera, long time, byte[] entry) {}
