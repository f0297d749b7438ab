package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import dev.vocostream.operators.CameraSettings.Play;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One camera and how far it has got. Immutable: each frame leaves the decoding thread together with
 * the split as it is after that frame, so a checkpoint matches the frames to the last one.
 *
 * @param start frame time of media time 0 of the first lap, epoch ms
 * @param ended played once, to its end
 */
public record CameraSplit(CameraSettings settings, long start, Playhead playhead, boolean ended)
    implements SourceSplit, Serializable {

  /** A camera that is assigned for the first time. */
  static CameraSplit firstOf(CameraSettings settings, long now) {
    return new CameraSplit(settings, now, Playhead.START, false);
  }

  @Override
  public String splitId() {
    return settings.id();
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

  /** The same place in the same video under new settings; from the start if the video changed. */
  CameraSplit reconfigured(CameraSettings wanted, long now) {
    return wanted.url().equals(settings.url())
        ? new CameraSplit(wanted, start, playhead, ended && wanted.play() == Play.ONCE)
        : firstOf(wanted, now);
  }

  /** Of two memories of a camera, the one that has seen more. */
  CameraSplit orFurther(CameraSplit other) {
    return other == null || playhead.lastFrame() >= other.playhead.lastFrame() ? this : other;
  }
}
