package dev.vocostream.operators;

import dev.vocostream.state.Retention;
import java.io.Serializable;
import java.time.Duration;

/**
 * A camera as it was configured.
 *
 * @param url where its video comes from; for file cameras a path
 * @param fps samples a second
 * @param retain how long a frame is remembered, by frame time
 * @param maxFrames at most this many frames are remembered
 * @param maxBytes at most this many bytes are remembered
 */
public record CameraSettings(
    String id,
    String url,
    double fps,
    Play play,
    Pace pace,
    Duration retain,
    int maxFrames,
    long maxBytes)
    implements Serializable {

  /** The bounds of this camera's memory. */
  public Retention retention() {
    return new Retention(retain, maxFrames, maxBytes);
  }

  /** Milliseconds from one sample to the next, at least one. */
  public long periodMillis() {
    return Math.max(1, Math.round(1_000 / fps));
  }

  /** What a file camera does at its end. */
  public enum Play {
    ONCE,
    LOOP
  }

  /** LIVE plays at media speed and drops when the job is slow; FAST drops nothing. */
  public enum Pace {
    LIVE,
    FAST
  }
}
