package dev.vocostream.operators.gate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket with one deadline for all that is read from it, the handshake of TLS over it included: a
 * server that sends a byte a second gets no further than one that sends none.
 */
final class DeadlineSocket extends Socket {
  private final CheckedUrl url;
  private final long deadline;

  /**
   * @param deadline on the clock of {@link System#nanoTime}
   */
  DeadlineSocket(CheckedUrl url, long deadline) {
    this.url = url;
    this.deadline = deadline;
  }

  /** At least a millisecond, as sockets count in those. */
  Duration left() throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis < 1) {
      throw late();
    }
    return Duration.ofMillis(Math.min(Integer.MAX_VALUE, millis));
  }

  private SocketTimeoutException late() {
    return new SocketTimeoutException(url.url() + " did not answer fully within the limit");
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        setSoTimeout((int) left().toMillis());
        try {
          return super.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
          throw late();
        }
      }
    };
  }
}
