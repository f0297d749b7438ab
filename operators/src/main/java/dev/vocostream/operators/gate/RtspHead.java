package dev.vocostream.operators.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An RTSP request or answer (RFC 2326) but for its body: its lines as they came, without their
 * ends.
 */
record RtspHead(List<String> lines) {
  private static final int MOST_BYTES = 16 << 10;
  private static final int MOST_BODY_BYTES = 256 << 10;

  RtspHead {
    lines = List.copyOf(lines);
  }

  /**
   * Reads up to the empty line, and over it.
   *
   * @param first its first byte, which was read already
   */
  static RtspHead read(int first, InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int next = first;
    for (int bytes = 0; bytes < MOST_BYTES; bytes++) {
      if (next < 0) {
        throw new EOFException("the connection ended within an RTSP message");
      }
      if (next == '\n') {
        if (line.isEmpty()) {
          return new RtspHead(lines);
        }
        lines.add(line.toString());
        line.setLength(0);
      } else if (next != '\r') {
        line.append((char) next);
      }
      next = in.read();
    }
    throw new IOException("an RTSP message of more than %d bytes of headers".formatted(MOST_BYTES));
  }

  /** The first word: a method, or {@code RTSP/1.0}. */
  String method() {
    return lines.isEmpty() ? "" : lines.get(0).split(" ", 2)[0];
  }

  /** Whether it is an answer that all went well. */
  boolean isOk() {
    return !lines.isEmpty() && lines.get(0).matches("RTSP/\\S+ +200( .*)?");
  }

  Optional<String> header(String name) {
    return lines.stream()
        .skip(1)
        .filter(line -> isOf(name, line))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static boolean isOf(String name, String line) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  /** The same, with another value of a header that it has. */
  RtspHead with(String name, String value) {
    return new RtspHead(
        lines.stream().map(line -> isOf(name, line) ? name + ": " + value : line).toList());
  }

  /** Bytes that follow it. */
  int bodyLength() throws IOException {
    String length = header("Content-Length").orElse("0");
    int bytes = length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : -1;
    if (bytes < 0 || bytes > MOST_BODY_BYTES) {
      throw new IOException(
          "an RTSP message whose length is not one of 0 to %d bytes".formatted(MOST_BODY_BYTES));
    }
    return bytes;
  }

  /** As it is sent. */
  byte[] bytes() {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
