package dev.vocostream.operators.decode.process;

import java.time.Duration;

/**
 * How long a decoder is waited for. All but {@code stop} run only while somebody waits for a frame.
 *
 * @param start from the start of the process to its first message
 * @param open from there until the input is open
 * @param firstFrame from there to the first frame, or the end
 * @param nextFrame from one frame to the next one, or the end
 * @param silence without any message; heartbeats come every half a second
 * @param stop from being asked to end to being killed
 */
public record Deadlines(
    Duration start,
    Duration open,
    Duration firstFrame,
    Duration nextFrame,
    Duration silence,
    Duration stop) {
  private static final Duration LEAST_NEXT_FRAME = Duration.ofSeconds(20);

  /** For a camera sampled {@code fps} times a second, with 20 seconds of patience. */
  public static Deadlines of(double fps) {
    return of(fps, LEAST_NEXT_FRAME);
  }

  /**
   * For a camera sampled {@code fps} times a second: the next frame may take {@code patience} or
   * three sampling periods, whichever is longer. The decoder has the same limits for what it waits
   * for itself, and time to load FFmpeg and to say so.
   */
  public static Deadlines of(double fps, Duration patience) {
    Duration periods = Duration.ofMillis((long) Math.min(3000 / fps, Integer.MAX_VALUE));
    Duration nextFrame = periods.compareTo(patience) > 0 ? periods : patience;
    return new Deadlines(
        Duration.ofSeconds(20),
        nextFrame.plusSeconds(10),
        nextFrame.plusSeconds(10),
        nextFrame,
        Duration.ofSeconds(10),
        Duration.ofMillis(500));
  }
}
