package dev.vocostream.operators.gate;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes before the body of a response, RFC 9112, within bounds. Two lengths, two codings or
 * two locations are refused, as are folded headers.
 *
 * @param headers by name in lower case; of several of one name, the last
 */
record HttpHead(int status, Map<String, String> headers) {
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

  static HttpHead read(InputStream in, CameraUrl url) throws IOException {
    Matcher status = STATUS.matcher(line(in, url));
    if (!status.matches()) {
      throw new IOException(url + " answered with something else than HTTP/1.1");
    }
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
      if (name.equals("www-authenticate") && before != null && !isBetter(header.group(2))) {
        headers.put(name, before);
      }
    }
    return new HttpHead(Integer.parseInt(status.group(1)), headers);
  }

  /** Of several ways to log in, the one that does not send the password. */
  private static boolean isBetter(String challenge) {
    return challenge.regionMatches(true, 0, "Digest", 0, 6);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Up to a line feed, without it. */
  static String line(InputStream in, CameraUrl url) throws IOException {
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
}
