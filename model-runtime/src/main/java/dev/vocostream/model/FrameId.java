package dev.vocostream.model;

/**
 * Names what a memory holds of one frame, in this process: nobody gives one name to different
 * activations. So whoever has read them once need not be given them again.
 *
 * @param memory a number that no other memory of this process has or had
 * @param time of the frame in it, epoch milliseconds
 * @param tokens at most so many of its VoCo tokens are meant
 */
public record FrameId(long memory, long time, int tokens) {}
