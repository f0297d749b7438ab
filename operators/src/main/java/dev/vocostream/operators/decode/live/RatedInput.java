package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.gate.ByteRate;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What a camera sends, read no faster than it may send. */
final class RatedInput extends FilterInputStream {
  private final ByteRate rate;

  RatedInput(InputStream in, ByteRate rate) {
    super(in);
    this.rate = rate;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = in.read(bytes, from, length);
    rate.passed(Math.max(0, read));
    return read;
  }
}
