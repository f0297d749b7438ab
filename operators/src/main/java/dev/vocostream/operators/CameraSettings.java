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
 * @param tokensPerFrame VoCo tokens that are remembered of each frame; 0: as many as the model
 *     makes
 * @param width pixels of the longer side of a frame, where that is less than the model sees; 0:
 *     what it sees
 * @param credentials name of the secret that the camera is opened with; empty for none
 * @param paused nothing is decoded, what is remembered stays for {@code retain}
 * @param skipUnchanged frames that show nothing new are left out, where the job does so at all
 * @param change offset of the message that said so; null where none did
 */
public record CameraSettings(
    String id,
    String url,
    double fps,
    Play play,
    Pace pace,
    Duration retain,
    int maxFrames,
    long maxBytes,
    int tokensPerFrame,
    int width,
    String credentials,
    boolean paused,
    boolean skipUnchanged,
    Long change)
    implements Serializable {
  /** That nobody said by a message. */
  public CameraSettings(
      String id,
      String url,
      double fps,
      Play play,
      Pace pace,
      Duration retain,
      int maxFrames,
      long maxBytes,
      int tokensPerFrame,
      int width,
      String credentials,
      boolean paused,
      boolean skipUnchanged) {
    this(
        id,
        url,
        fps,
        play,
        pace,
        retain,
        maxFrames,
        maxBytes,
        tokensPerFrame,
        width,
        credentials,
        paused,
        skipUnchanged,
        null);
  }

  /** Without what most cameras do without. */
  public CameraSettings(
      String id,
      String url,
      double fps,
      Play play,
      Pace pace,
      Duration retain,
      int maxFrames,
      long maxBytes) {
    this(id, url, fps, play, pace, retain, maxFrames, maxBytes, 0, 0, "", false, true);
  }

  /** The same camera, paused or resumed. */
  public CameraSettings paused(boolean pause) {
    return with(pause, change);
  }

  /** The same camera, as the message at this offset said it. */
  public CameraSettings saidAt(Long offset) {
    return with(paused, offset);
  }

  private CameraSettings with(boolean nowPaused, Long saidAt) {
    return new CameraSettings(
        id,
        url,
        fps,
        play,
        pace,
        retain,
        maxFrames,
        maxBytes,
        tokensPerFrame,
        width,
        credentials,
        nowPaused,
        skipUnchanged,
        saidAt);
  }

  /**
   * Whether its url is one at all, and not that of a file. What only looks like one is no path
   * either: a password may be in it, and paths are shown.
   */
  public boolean isNetworkCamera() {
    String scheme = UrlScheme.of(url);
    return scheme == null ? url.contains("://") : !scheme.equalsIgnoreCase("file");
  }

  /** The bounds of this camera's memory. */
  public Retention retention() {
    return new Retention(retain, maxFrames, maxBytes);
  }

  /**
   * Whether a camera that plays by the other settings can go on as it is. What differs then
   * concerns what becomes of its frames only.
   */
  public boolean playsAs(CameraSettings other) {
    return url.equals(other.url)
        && fps == other.fps
        && play == other.play
        && pace == other.pace
        && width == other.width
        && credentials.equals(other.credentials)
        && paused == other.paused;
  }

  /** Without the url: it may hold a password. */
  @Override
  public String toString() {
    return "CameraSettings[%s, %s fps, %s, %s, retain %s, %d frames, %d bytes%s]"
        .formatted(id, fps, play, pace, retain, maxFrames, maxBytes, paused ? ", paused" : "");
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
