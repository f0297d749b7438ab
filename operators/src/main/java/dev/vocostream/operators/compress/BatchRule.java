package dev.vocostream.operators.compress;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a batch of frames goes to the model.
 *
 * @param maxFrames as soon as it holds this many frames
 * @param maxAge at the latest this long after its first frame came
 */
public record BatchRule(int maxFrames, Duration maxAge) implements Serializable {
  public BatchRule {
    if (maxFrames < 1) {
      throw new IllegalArgumentException(
          "compress.batch.max-frames must be positive, was " + maxFrames);
    }
    if (maxAge.isNegative() || maxAge.isZero()) {
      throw new IllegalArgumentException("compress.batch.max-age must be positive, was " + maxAge);
    }
  }

  boolean isFull(int frames) {
    return frames >= maxFrames;
  }

  /** When a batch that began at {@code now} is due, epoch milliseconds. */
  long dueAt(long now) {
    return now + maxAge.toMillis();
  }
}
