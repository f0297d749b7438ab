package dev.vocostream.job;

import dev.vocostream.model.ModelDescription;
import dev.vocostream.operators.CameraSettings;
import java.util.List;

/** How large the memories of cameras can become, by the bounds each camera was given. */
public final class StateBudget {
  private StateBudget() {}

  /**
   * Bytes of activations that all cameras hold when each is as full as its bounds allow; {@link
   * Long#MAX_VALUE} where the sum is larger. Headers, a hundred bytes a frame or so, and what the
   * store needs on top are not counted.
   */
  public static long bytesOf(List<CameraSettings> cameras, ModelDescription model) {
    double sum = cameras.stream().mapToDouble(camera -> bytesOf(camera, model)).sum();
    return (long) sum; // saturates
  }

  /**
   * Bytes of one camera: whichever of its bounds is met first. A scene that never changes needs
   * less.
   */
  public static long bytesOf(CameraSettings camera, ModelDescription model) {
    int tokens =
        camera.tokensPerFrame() == 0
            ? model.tokensPerFrame()
            : Math.min(camera.tokensPerFrame(), model.tokensPerFrame());
    double bytesPerFrame = (double) tokens * model.bytesPerToken();
    // Both ends of the time count, hence one more.
    double framesInTime = Math.floor(camera.retain().toMillis() / 1_000.0 * camera.fps()) + 1;
    double frames = Math.min(framesInTime, camera.maxFrames());
    // The newest frame is kept whatever its size.
    return (long) Math.max(bytesPerFrame, Math.min(frames * bytesPerFrame, camera.maxBytes()));
  }
}
