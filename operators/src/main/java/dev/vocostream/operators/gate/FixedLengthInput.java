package dev.vocostream.operators.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a response that said how long it is, whether or not its connection then ends. */
final class FixedLengthInput extends InputStream {
  private final InputStream in;
  private final CameraUrl url;
  private long left;

  FixedLengthInput(InputStream in, CameraUrl url, long length) {
    this.in = in;
    this.url = url;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (left == 0 || length == 0) {
      return left == 0 ? -1 : 0;
    }
    int read = in.read(bytes, from, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("%s ended its answer %d bytes early".formatted(url, left));
    }
    left -= read;
    return read;
  }
}
