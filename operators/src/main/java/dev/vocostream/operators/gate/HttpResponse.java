package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one response on a connection, RFC 9112, within bounds. What is ambiguous is refused: two
 * lengths, two locations, folded headers, codings other than chunked.
 */
record HttpResponse(int status, String location, byte[] body) {
  /**
   * Reads until the body's end, or only the head if the status is not 200.
   *
   * @throws BlockedUrlException if the body is longer than {@code maxBytes}
   */
  static HttpResponse read(InputStream in, CameraUrl url, int maxBytes)
      throws BlockedUrlException, IOException {
    HttpHead head = HttpHead.read(in, url);
    byte[] body =
        head.status() == 200 ? new Body(in, url, maxBytes).read(head.headers()) : new byte[0];
    return new HttpResponse(head.status(), head.headers().get("location"), body);
  }

  /** The bytes after the head. */
  private record Body(InputStream in, CameraUrl url, int maxBytes) {
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;.*)?");

    byte[] read(Map<String, String> headers) throws BlockedUrlException, IOException {
      String coding = headers.get("transfer-encoding");
      String length = headers.get("content-length");
      if (headers.getOrDefault("content-encoding", "identity").equals("identity")) {
        if (coding == null) {
          return length == null ? untilEnd() : exactly(parse(length));
        }
        if (coding.equalsIgnoreCase("chunked") && length == null) {
          return chunks();
        }
      }
      throw new IOException(url + ": its answer is coded in a way that was not asked for");
    }

    private long parse(String length) throws IOException {
      if (!length.matches("[0-9]{1,18}")) {
        throw new IOException(url + ": the length of its answer is not a number");
      }
      return Long.parseLong(length);
    }

    private byte[] exactly(long length) throws BlockedUrlException, IOException {
      checkLength(length);
      byte[] bytes = in.readNBytes((int) length);
      if (bytes.length < length) {
        throw new EOFException(
            "%s ended its answer after %d of %d bytes".formatted(url, bytes.length, length));
      }
      return bytes;
    }

    private byte[] untilEnd() throws BlockedUrlException, IOException {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      checkLength(bytes.length);
      return bytes;
    }

    private byte[] chunks() throws BlockedUrlException, IOException {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      while (true) {
        Matcher chunk = CHUNK.matcher(HttpHead.line(in, url));
        if (!chunk.matches()) {
          throw new IOException(url + ": a chunk of its answer does not say how long it is");
        }
        int size = Integer.parseInt(chunk.group(1), 16);
        if (size == 0) {
          return whole.toByteArray(); // what may follow are headers nobody reads
        }
        checkLength((long) whole.size() + size);
        whole.write(exactly(size));
        if (!HttpHead.line(in, url).isEmpty()) {
          throw new IOException(url + ": a chunk of its answer is longer than it says");
        }
      }
    }

    private void checkLength(long length) throws BlockedUrlException {
      if (length > maxBytes) {
        throw new BlockedUrlException(
            Reason.TOO_LARGE,
            "%s: a document of more than %d bytes, which are the most that are read"
                .formatted(url, maxBytes));
      }
    }
  }
}
