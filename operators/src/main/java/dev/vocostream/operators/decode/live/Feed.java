package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput;
import dev.vocostream.operators.decode.child.VideoException;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands between a camera and its decoder. */
interface Feed extends AutoCloseable {
  /**
   * What the decoder is to open; waits until the camera has answered, if that has to be known.
   *
   * @throws VideoException if the camera cannot be reached, or may not be
   */
  LiveInput input() throws VideoException, InterruptedException;

  /** Why the decoder gets no more, where this side knows it. */
  Optional<VideoException> failure();

  /** Bytes that had to wait, as the camera sent more than it may. */
  long heldBack();

  /**
   * How far the camera's clock is behind ours, milliseconds, where this side is told; empty: not.
   */
  default OptionalLong clockOffset() {
    return OptionalLong.empty();
  }

  /** Ends all connections and threads; nothing is left. */
  @Override
  void close();
}
