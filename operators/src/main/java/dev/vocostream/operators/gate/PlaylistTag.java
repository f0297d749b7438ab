package dev.vocostream.operators.gate;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that begins with {@code #EXT}.
 *
 * @param name without the '#'
 * @param value what follows the colon, empty without one
 */
record PlaylistTag(String name, String value) {
  /** Known, and of no use for pictures; what URIs they hold reach nobody. */
  private static final Set<String> SKIPPED =
      Set.of(
          "EXT-X-VERSION",
          "EXT-X-DISCONTINUITY-SEQUENCE",
          "EXT-X-PLAYLIST-TYPE",
          "EXT-X-INDEPENDENT-SEGMENTS",
          "EXT-X-START",
          "EXT-X-ALLOW-CACHE",
          "EXT-X-DATERANGE",
          "EXT-X-BITRATE",
          "EXT-X-MEDIA",
          "EXT-X-I-FRAME-STREAM-INF",
          "EXT-X-SESSION-DATA",
          "EXT-X-SESSION-KEY",
          "EXT-X-SERVER-CONTROL",
          "EXT-X-PART-INF",
          "EXT-X-PART",
          "EXT-X-PRELOAD-HINT",
          "EXT-X-RENDITION-REPORT");

  private static final Pattern TAG = Pattern.compile("#(EXT[A-Z0-9-]{0,40})(?::(.*))?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Z0-9-]{1,40})=(\"[^\"]*\"|[^\",\\s]*)(,|$)");

  static PlaylistTag parse(String line) throws BlockedUrlException {
    Matcher tag = TAG.matcher(line);
    if (!tag.matches()) {
      throw refused(Reason.PLAYLIST, "a tag that is none, expected like #EXTINF:4.0,");
    }
    return new PlaylistTag(tag.group(1), tag.group(2) == null ? "" : tag.group(2));
  }

  boolean isSkipped() {
    return SKIPPED.contains(name);
  }

  /** The value as RFC 8216's attribute list, quotes taken off. */
  Map<String, String> attributes() throws BlockedUrlException {
    Map<String, String> attributes = new HashMap<>();
    Matcher next = ATTRIBUTE.matcher(value);
    int at = 0;
    while (at < value.length()) {
      if (!next.find(at) || next.start() != at) {
        throw refused(Reason.PLAYLIST, name + " has no list of NAME=value after its colon");
      }
      String text = next.group(2);
      String plain = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
      if (attributes.put(next.group(1), plain) != null) {
        throw refused(Reason.PLAYLIST, name + " says something twice, once expected");
      }
      at = next.end();
    }
    return attributes;
  }

  /** The value of an attribute that has to be there. */
  String required(String attribute) throws BlockedUrlException {
    return Optional.ofNullable(attributes().get(attribute))
        .orElseThrow(() -> refused(Reason.PLAYLIST, name + " has no " + attribute));
  }

  /** A number of at most {@code most}, without a sign. */
  static long number(String text, String what, long most) throws BlockedUrlException {
    if (text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw refused(Reason.PLAYLIST, "%s is not a number, 0 to %d expected".formatted(what, most));
  }

  static BlockedUrlException refused(Reason reason, String what) {
    return new BlockedUrlException(reason, what);
  }
}
