package dev.vocostream.operators;

import dev.vocostream.operators.CameraAnswer.Gap;
import dev.vocostream.state.ThinnedSpan;
import java.util.List;

/**
 * How a camera is and what is remembered of it, as the contract on {@code voco.status} has it.
 *
 * @param report the state it is in; null where the camera is no more
 * @param memory null where the camera is no more
 * @param counts null where the camera is no more
 * @param change offset of the message that said how the camera shall be; null where none did
 */
public record StatusMessage(
    String camera, CameraReport report, Memory memory, CameraCounts counts, Long change) {

  /** Of a camera that is no more. */
  public static StatusMessage removed(String camera) {
    return new StatusMessage(camera, null, null, null, null);
  }

  public boolean isRemoved() {
    return report == null;
  }

  /**
   * @param from frame time of the oldest frame, epoch milliseconds; null without any
   * @param to frame time of the newest frame, epoch milliseconds; null without any
   * @param gaps where frames are missing in between, oldest first
   * @param thinned when frames were seen of which only some are left, oldest first
   */
  public record Memory(
      Long from, Long to, int frames, long bytes, List<Gap> gaps, List<ThinnedSpan> thinned) {}
}
