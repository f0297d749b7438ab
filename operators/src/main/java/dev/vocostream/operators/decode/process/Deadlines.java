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

  /**
   * For a camera sampled {@code fps} times a second: the next frame may take 20 seconds or three
   * sampling periods, whichever is longer.
   */
  public static Deadlines of(double fps) {
    Duration periods = Duration.ofMillis((long) Math.min(3000 / fps, Integer.MAX_VALUE));
    return new Deadlines(
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        periods.compareTo(LEAST_NEXT_FRAME) > 0 ? periods : LEAST_NEXT_FRAME,
        Duration.ofSeconds(10),
        Duration.ofMillis(500));
  }
}
