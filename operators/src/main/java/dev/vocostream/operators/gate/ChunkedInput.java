package dev.vocostream.operators.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of a response that comes in chunks, RFC 9112 7.1, as it comes. */
final class ChunkedInput extends InputStream {
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;.*)?");

  private final InputStream in;
  private final CameraUrl url;
  private int left;
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in, CameraUrl url) {
    this.in = in;
    this.url = url;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(bytes, from, Math.min(length, left));
    if (read < 0) {
      throw new EOFException(url + " ended its answer within a chunk");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (!first && !HttpHead.line(in, url).isEmpty()) {
      throw new IOException(url + ": a chunk of its answer is longer than it says");
    }
    first = false;
    Matcher chunk = CHUNK.matcher(HttpHead.line(in, url));
    if (!chunk.matches()) {
      throw new IOException(url + ": a chunk of its answer does not say how long it is");
    }
    left = Integer.parseInt(chunk.group(1), 16);
    ended = left == 0;
  }
}
