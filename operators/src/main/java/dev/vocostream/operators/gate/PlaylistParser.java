package dev.vocostream.operators.gate;

import static dev.vocostream.operators.gate.PlaylistTag.refused;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.Playlist.Variant;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes to {@link Playlist}. FFmpeg's own reader opens what a playlist names, local files among it
 * (CVE-2017-9993, CVE-2026-107697); this one opens nothing, and hands out only URLs that passed the
 * gate. Against RFC 8216, which skips what it does not know, an unknown {@code #EXT} tag is
 * refused.
 */
public final class PlaylistParser {
  static final int MAX_BYTES = 1 << 20;
  static final int MAX_LINES = 20_000;
  static final int MAX_ENTRIES = 5_000;

  /** Each is resolved once a playlist. */
  static final int MAX_HOSTS = 8;

  private static final Pattern RESOLUTION = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

  private final Gate gate;
  private final CheckedUrl base;
  private final Map<String, CheckedUrl> hosts = new HashMap<>();
  private final List<Variant> variants = new ArrayList<>();
  private final MediaBuilder media = new MediaBuilder(this);
  private PlaylistTag variant;

  private PlaylistParser(Gate gate, CheckedUrl base) {
    this.gate = gate;
    this.base = base;
    hosts.put(base.url().host(), base);
  }

  /**
   * Reads a playlist and passes all its URLs through the gate, the first of each host with a
   * resolution of its name.
   *
   * @throws BlockedUrlException with the line, if anything in it is not allowed or not understood
   */
  public static Playlist parse(Document document, Gate gate) throws BlockedUrlException {
    PlaylistParser parser = new PlaylistParser(gate, document.url());
    CameraUrl url = document.url().url();
    String[] lines = lines(document.bytes(), url);
    for (int i = 0; i < lines.length; i++) {
      try {
        parser.line(lines[i], i);
      } catch (BlockedUrlException e) {
        throw new BlockedUrlException(
            e.reason(), "%s, line %d of the playlist: %s".formatted(url, i + 1, e.getMessage()));
      }
    }
    return parser.end();
  }

  private static String[] lines(byte[] bytes, CameraUrl url) throws BlockedUrlException {
    if (bytes.length > MAX_BYTES) {
      throw refused(
          Reason.TOO_LARGE,
          "%s: a playlist of %d bytes, at most %d are read"
              .formatted(url, bytes.length, MAX_BYTES));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String[] lines = text.split("\r?\n", MAX_LINES + 1);
      if (lines.length > MAX_LINES) {
        throw refused(
            Reason.TOO_LARGE,
            "%s: a playlist of more lines than the %d that are read".formatted(url, MAX_LINES));
      }
      return lines;
    } catch (CharacterCodingException e) {
      throw refused(Reason.PLAYLIST, url + ": a playlist in UTF-8 expected, these bytes are not");
    }
  }

  private void line(String line, int index) throws BlockedUrlException {
    if (index == 0) {
      if (!line.equals("#EXTM3U")) {
        throw refused(Reason.PLAYLIST, "something else than #EXTM3U");
      }
    } else if (line.startsWith("#EXT")) {
      tag(PlaylistTag.parse(line));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      uri(line);
    }
  }

  private void tag(PlaylistTag tag) throws BlockedUrlException {
    if (tag.name().equals("EXT-X-STREAM-INF")) {
      if (variant != null) {
        throw refused(Reason.PLAYLIST, "a second EXT-X-STREAM-INF, a URI expected");
      }
      variant = tag;
    } else if (!tag.isSkipped()) {
      media.tag(tag);
    }
  }

  private void uri(String reference) throws BlockedUrlException {
    if (variant == null) {
      media.uri(reference);
      checkCount(media.size());
      return;
    }
    Map<String, String> attributes = variant.attributes();
    long bandwidth =
        PlaylistTag.number(variant.required("BANDWIDTH"), "BANDWIDTH", Integer.MAX_VALUE);
    Matcher size = RESOLUTION.matcher(attributes.getOrDefault("RESOLUTION", "0x0"));
    if (!size.matches()) {
      throw refused(Reason.PLAYLIST, "EXT-X-STREAM-INF has no RESOLUTION like 640x360");
    }
    variants.add(
        new Variant(
            follow(reference),
            bandwidth,
            Integer.parseInt(size.group(1)),
            Integer.parseInt(size.group(2)),
            attributes.getOrDefault("CODECS", "")));
    variant = null;
    checkCount(variants.size());
  }

  private static void checkCount(int entries) throws BlockedUrlException {
    if (entries > MAX_ENTRIES) {
      throw refused(
          Reason.TOO_LARGE, "more entries than the %d that are read".formatted(MAX_ENTRIES));
    }
  }

  /** The gate; a host that was there before keeps its address. */
  CheckedUrl follow(String reference) throws BlockedUrlException {
    CheckedUrl to = gate.follow(base, reference, hosts);
    hosts.putIfAbsent(to.url().host(), to);
    if (hosts.size() > MAX_HOSTS) {
      throw refused(
          Reason.TOO_LARGE, "more than %d hosts, which are the most".formatted(MAX_HOSTS));
    }
    return to;
  }

  private Playlist end() throws BlockedUrlException {
    CameraUrl url = base.url();
    if (variant != null || media.isInTheMiddle()) {
      throw refused(
          Reason.PLAYLIST, url + ": a playlist that ends before the URI its tags are for");
    }
    if (variants.isEmpty()) {
      return media.build(url);
    }
    if (!media.isEmpty()) {
      throw refused(
          Reason.PLAYLIST, url + ": a playlist of variants and of segments, one kind expected");
    }
    return new Playlist.Master(variants);
  }
}
