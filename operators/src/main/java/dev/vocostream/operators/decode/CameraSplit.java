package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Pace;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One camera and how far it has got. Immutable: each frame leaves the decoding thread together with
 * the split as it is after that frame, so a checkpoint matches the frames to the last one.
 *
 * @param start frame time of media time 0 of the first lap, epoch ms
 * @param ended played once, to its end
 * @param removed the camera is no more: whoever has the split says so, once, and drops it
 */
public record CameraSplit(
    CameraSettings settings, long start, Playhead playhead, boolean ended, boolean removed)
    implements SourceSplit, Serializable {
  /** So far ahead of ours the clock of another machine or of a live camera may be. */
  private static final long MOST_AHEAD_MILLIS = 5000;

  CameraSplit(CameraSettings settings, long start, Playhead playhead, boolean ended) {
    this(settings, start, playhead, ended, false);
  }

  /** A camera that is assigned for the first time. */
  static CameraSplit firstOf(CameraSettings settings, long now) {
    return new CameraSplit(settings, now, Playhead.START, false);
  }

  @Override
  public String splitId() {
    return settings.id();
  }

  /** How far another split of the camera has got, under the settings of this one. */
  CameraSplit at(CameraSplit other) {
    return new CameraSplit(settings, other.start, other.playhead, other.ended);
  }

  CameraSplit with(Playhead moved) {
    return new CameraSplit(settings, start, moved, ended);
  }

  CameraSplit startingAt(long newStart) {
    return new CameraSplit(settings, newStart, playhead, ended);
  }

  CameraSplit asEnded() {
    return new CameraSplit(settings, start, playhead, true);
  }

  /** Of a camera of which nothing is known but that it is no more. */
  static CameraSplit removed(String id) {
    CameraSettings settings =
        new CameraSettings(id, "", 1, Play.ONCE, Pace.LIVE, Duration.ofMillis(1), 1, 1);
    return new CameraSplit(settings, 0, Playhead.START, false, true);
  }

  CameraSplit asRemoved() {
    return new CameraSplit(settings, start, playhead, ended, true);
  }

  /**
   * The same place in the same video under new settings; from the start if the video changed, and
   * then never with frames of before the last one. Not of a split that {@link #isOverFor} them.
   */
  CameraSplit reconfigured(CameraSettings wanted, long now) {
    if (wanted.url().equals(settings.url())) {
      return new CameraSplit(wanted, start, playhead, ended && wanted.play() == Play.ONCE);
    }
    long last = playhead.lastFrame();
    return last < now
        ? firstOf(wanted, now)
        : new CameraSplit(wanted, last + 1, Playhead.START.at(-1, last), false);
  }

  /**
   * Whether it must be said to be removed before anything goes on under its name: it is no more, or
   * what comes would be older than what is remembered, and be forgotten first. That is so of
   * another video after one that was played faster than it was filmed.
   *
   * @param wanted null: there is no such camera
   */
  boolean isOverFor(CameraSettings wanted, long now) {
    boolean ahead = playhead.lastFrame() > now + MOST_AHEAD_MILLIS;
    return removed || wanted == null || ahead && !wanted.url().equals(settings.url());
  }

  /**
   * Of two memories of a camera, the one that has seen more; or the one that knows that the camera
   * was removed, as its memory must be erased also if there is a camera of this name again.
   */
  CameraSplit orFurther(CameraSplit other) {
    if (other != null && removed != other.removed) {
      return removed ? this : other;
    }
    return other == null || playhead.lastFrame() >= other.playhead.lastFrame() ? this : other;
  }
}
