package dev.vocostream.operators;

import dev.vocostream.state.Retention;
import java.time.Duration;

/**
 * What the memory of a camera is told of its settings: on what terms frames are kept, or that the
 * camera was removed and all that is known of it must go. Comes before the frames it concerns.
 *
 * @param fps samples a second; 0 where the camera was removed
 * @param retainMillis how long a frame is remembered, by frame time
 * @param tokensPerFrame VoCo tokens that are kept of each frame; 0: all
 * @param everyFrame frames that show nothing new are not left out; false in savepoints that do not
 *     know it
 * @param live its frames are taken as they come, so that time goes on without them; false in
 *     savepoints that do not know it
 * @param change offset of the message that said so; null where none did, and in savepoints that do
 *     not know it
 */
public record CameraTerms(
    String camera,
    boolean removed,
    double fps,
    long retainMillis,
    int maxFrames,
    long maxBytes,
    int tokensPerFrame,
    boolean everyFrame,
    boolean live,
    Long change) {

  /** Of a file that no message named, whose frames are judged as the job judges them. */
  public CameraTerms(
      String camera,
      boolean removed,
      double fps,
      long retainMillis,
      int maxFrames,
      long maxBytes,
      int tokensPerFrame) {
    this(
        camera,
        removed,
        fps,
        retainMillis,
        maxFrames,
        maxBytes,
        tokensPerFrame,
        false,
        false,
        null);
  }

  public static CameraTerms of(CameraSettings settings) {
    return new CameraTerms(
        settings.id(),
        false,
        settings.fps(),
        settings.retain().toMillis(),
        settings.maxFrames(),
        settings.maxBytes(),
        settings.tokensPerFrame(),
        !settings.skipUnchanged(),
        settings.isNetworkCamera(),
        settings.change());
  }

  /** Of a camera that is no more. */
  public static CameraTerms removed(String camera) {
    return new CameraTerms(camera, true, 0, 0, 0, 0, 0);
  }

  /** Milliseconds from one sample to the next, at least one. */
  public long periodMillis() {
    return Math.max(1, Math.round(1_000 / fps));
  }

  /** The bounds of this camera's memory. */
  public Retention retention() {
    return new Retention(Duration.ofMillis(retainMillis), maxFrames, maxBytes);
  }
}
