package dev.vocostream.operators.decode;

import dev.vocostream.operators.decode.child.VideoException;

/** How one kind of camera is played. Used by the camera's thread. */
interface Playback {
  /**
   * Plays on until something ends it.
   *
   * @return whether the camera has ended; otherwise it is to be played on at once
   */
  boolean play() throws VideoException, InterruptedException;

  /** Whether {@link #play()}, the last time, got as far as a frame. */
  boolean hasShown();

  /** The camera as it is after the last frame. */
  CameraSplit split();
}
