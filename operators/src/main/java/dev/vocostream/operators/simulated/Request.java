package dev.vocostream.operators.simulated;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request of a client.
 *
 * @param method in capitals
 * @param headers by name in small letters
 */
public record Request(String method, String url, Map<String, String> headers) {
  private static final int LONGEST_LINE = 8192;

  /** The next request; what a client sends on an interleaved channel is skipped. */
  static Request read(InputStream in) throws IOException {
    int first = in.read();
    while (first == '$') {
      byte[] head = in.readNBytes(3);
      if (head.length < 3) {
        throw new EOFException();
      }
      in.skipNBytes((head[1] & 0xff) << 8 | head[2] & 0xff);
      first = in.read();
    }
    if (first < 0) {
      throw new EOFException();
    }
    String[] words = ((char) first + line(in)).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        headers.put(name, line.substring(colon + 1).strip());
      }
    }
    in.skipNBytes(Long.parseLong(headers.getOrDefault("content-length", "0")));
    return new Request(words[0], words.length > 1 ? words[1] : "", headers);
  }

  /** A line without its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  /** Authorization may hold a password. */
  @Override
  public String toString() {
    return method + " with " + headers.keySet();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
