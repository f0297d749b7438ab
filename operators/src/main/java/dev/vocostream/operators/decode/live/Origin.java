package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import dev.vocostream.operators.gate.BlockedUrlException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** Where a stream of bytes comes from. One thread opens and copies; any may close. */
interface Origin extends AutoCloseable {
  /** Asks the camera; returns what kind of bytes it will send. */
  Kind open() throws BlockedUrlException, IOException;

  /** Copies until the stream ends. */
  void copyTo(OutputStream out) throws BlockedUrlException, IOException;

  /** How far the camera's clock is behind ours, milliseconds; empty while it does not tell. */
  default OptionalLong clockOffset() {
    return OptionalLong.empty();
  }

  /** Ends whatever the other thread waits for. */
  @Override
  void close();
}
