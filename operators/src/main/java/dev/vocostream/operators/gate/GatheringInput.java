package dev.vocostream.operators.gate;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Media in few large pieces. A picture comes in a dozen packets, and each time somebody wakes to
 * pass one on costs more than its bytes: twenty-five pictures a second, one by one, were a quarter
 * of what decoding key frames costs. Until media flows nothing waits, as requests and answers would
 * wait for each other.
 */
final class GatheringInput {
  private static final int BUFFER = 64 * 1024;

  /** More than is said before media flows. */
  private static final long TALK_BYTES = 32 * 1024;

  // -- configuration
  private final InputStream in;
  private final long gatheringNanos;

  // -- runtime
  private final byte[] buffer = new byte[BUFFER];
  private long passed;
  private boolean behind;

  /**
   * @param gathering how long what has come may wait for more
   */
  GatheringInput(InputStream in, Duration gathering) {
    this.in = in;
    this.gatheringNanos = gathering.toNanos();
  }

  /** The bytes that the last {@link #read()} told the number of. */
  byte[] buffer() {
    return buffer;
  }

  /** Waits for some, then for more of them; -1 at the end. */
  int read() throws IOException {
    int read = in.read(buffer);
    if (read < 0) {
      return read;
    }
    if (passed > TALK_BYTES && !behind && read < BUFFER) {
      LockSupport.parkNanos(gatheringNanos);
    }
    int more = read < BUFFER && passed > TALK_BYTES ? Math.min(in.available(), BUFFER - read) : 0;
    int all = more == 0 ? read : read + Math.max(0, in.read(buffer, read, more));
    behind = all == BUFFER; // the rest of it is there, and has waited
    passed += all;
    return all;
  }
}
