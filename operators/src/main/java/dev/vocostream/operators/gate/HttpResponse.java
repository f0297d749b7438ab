package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one response on a connection, RFC 9112, within bounds. What is ambiguous is refused: two
 * lengths, two locations, folded headers, codings other than chunked.
 */
record HttpResponse(int status, String location, byte[] body) {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

  /**
   * Reads until the body's end, or only the head if the status is not 200.
   *
   * @throws BlockedUrlException if the body is longer than {@code maxBytes}
   */
  static HttpResponse read(InputStream in, CameraUrl url, int maxBytes)
      throws BlockedUrlException, IOException {
    Matcher status = STATUS.matcher(line(in, url));
    if (!status.matches()) {
      throw new IOException(url + " answered with something else than HTTP/1.1");
    }
    Map<String, String> headers = headers(in, url);
    int code = Integer.parseInt(status.group(1));
    byte[] body = code == 200 ? new Body(in, url, maxBytes).read(headers) : new byte[0];
    return new HttpResponse(code, headers.get("location"), body);
  }

  private static Map<String, String> headers(InputStream in, CameraUrl url) throws IOException {
    Map<String, String> headers = new HashMap<>();
    int count = 0;
    for (String line = line(in, url); !line.isEmpty(); line = line(in, url)) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches() || ++count > MAX_HEADERS) {
        throw new IOException(
            "%s: header %d is not one, at most %d expected".formatted(url, count, MAX_HEADERS));
      }
      String name = header.group(1).toLowerCase(Locale.ROOT);
      String before = headers.put(name, header.group(2));
      boolean counts = name.matches("content-length|transfer-encoding|location");
      if (before != null && counts && !before.equals(header.group(2))) {
        throw new IOException("%s: two different headers %s, one expected".formatted(url, name));
      }
    }
    return headers;
  }

  private static String line(InputStream in, CameraUrl url) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException(url + " ended its answer early");
      }
      if (line.length() >= MAX_LINE) {
        throw new IOException("%s: a header of more than %d bytes".formatted(url, MAX_LINE));
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
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
        Matcher chunk = CHUNK.matcher(line(in, url));
        if (!chunk.matches()) {
          throw new IOException(url + ": a chunk of its answer does not say how long it is");
        }
        int size = Integer.parseInt(chunk.group(1), 16);
        if (size == 0) {
          return whole.toByteArray(); // what may follow are headers nobody reads
        }
        checkLength((long) whole.size() + size);
        whole.write(exactly(size));
        if (!line(in, url).isEmpty()) {
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
