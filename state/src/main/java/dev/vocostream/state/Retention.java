package dev.vocostream.state;

import java.time.Duration;

/**
 * How much a camera may remember; whichever bound is met first counts.
 *
 * @param retain a frame is forgotten when the scene has not looked like it for this long, by the
 *     camera's clock
 * @param maxFrames at most this many frames
 * @param maxBytes at most this many bytes of entries
 */
public record Retention(Duration retain, int maxFrames, long maxBytes) {
  public Retention {
    if (retain.isNegative() || retain.isZero()) {
      throw new IllegalArgumentException("retain must be positive, was " + retain);
    }
    if (maxFrames < 1) {
      throw new IllegalArgumentException("maxFrames must be positive, was " + maxFrames);
    }
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive, was " + maxBytes);
    }
  }

  /** Whether the oldest frame must go. The newest frame never must, whatever its size. */
  public boolean isExceededBy(Timeline timeline) {
    return timeline.frames() > 1
        && (timeline.frames() > maxFrames
            || timeline.bytes() > maxBytes
            || timeline.validTo() - timeline.oldestValidTo() > retain.toMillis());
  }
}
