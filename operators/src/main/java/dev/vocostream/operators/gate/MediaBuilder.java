package dev.vocostream.operators.gate;

import static dev.vocostream.operators.gate.PlaylistTag.number;
import static dev.vocostream.operators.gate.PlaylistTag.refused;

import dev.vocostream.operators.gate.BlockedUrlException.Reason;
import dev.vocostream.operators.gate.Playlist.ByteRange;
import dev.vocostream.operators.gate.Playlist.Key;
import dev.vocostream.operators.gate.Playlist.Part;
import dev.vocostream.operators.gate.Playlist.Segment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of a media playlist, which are each for one segment, for the rest or for the whole. */
final class MediaBuilder {
  private static final int MAX_TARGET_SECONDS = 3600;
  private static final Pattern EXTINF = Pattern.compile("([0-9]{1,5}(\\.[0-9]{1,12})?)(,.*)?");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})(@([0-9]{1,18}))?");
  private static final Pattern IV = Pattern.compile("0[xX]([0-9A-Fa-f]{1,32})");

  private final PlaylistParser gate;
  private final List<Segment> segments = new ArrayList<>();

  // -- the whole
  private Duration target;
  private Long firstSequence;
  private boolean ended;

  // -- the rest
  private Key key;
  private Part init;
  private Optional<Instant> goesOnAt = Optional.empty();

  // -- the next segment
  private Duration duration;
  private Matcher range;
  private boolean discontinuity;
  private boolean gap;
  private Optional<Instant> date; // null: none was said

  MediaBuilder(PlaylistParser gate) {
    this.gate = gate;
  }

  void tag(PlaylistTag tag) throws BlockedUrlException {
    String value = tag.value();
    switch (tag.name()) {
      case "EXTINF" -> duration = duration(value);
      case "EXT-X-BYTERANGE" -> range = range(value);
      case "EXT-X-DISCONTINUITY" -> discontinuity = true;
      case "EXT-X-GAP" -> gap = true;
      case "EXT-X-PROGRAM-DATE-TIME" -> date = ProgramDateTime.parse(value);
      case "EXT-X-KEY" -> key = key(tag);
      case "EXT-X-MAP" -> init = init(tag);
      case "EXT-X-TARGETDURATION" ->
          target = Duration.ofSeconds(number(value, tag.name(), MAX_TARGET_SECONDS));
      case "EXT-X-MEDIA-SEQUENCE" -> firstSequence = sequence(tag);
      case "EXT-X-ENDLIST" -> ended = true;
      default ->
          throw refused(
              Reason.PLAYLIST_TAG,
              tag.name() + " is unknown or not followed, a plain one expected");
    }
  }

  private long sequence(PlaylistTag tag) throws BlockedUrlException {
    if (firstSequence != null || !segments.isEmpty()) {
      throw refused(Reason.PLAYLIST, tag.name() + " expected once, before the first segment");
    }
    return number(tag.value(), tag.name(), Long.MAX_VALUE / 2);
  }

  private static Duration duration(String value) throws BlockedUrlException {
    Matcher seconds = EXTINF.matcher(value);
    if (!seconds.matches()) {
      throw refused(Reason.PLAYLIST, "EXTINF has no seconds, expected like #EXTINF:4.0,");
    }
    return Duration.ofNanos(new BigDecimal(seconds.group(1)).movePointRight(9).longValue());
  }

  private static Matcher range(String value) throws BlockedUrlException {
    Matcher range = RANGE.matcher(value);
    if (!range.matches()) {
      throw refused(Reason.PLAYLIST, "a byte range that is none, expected like 1000@0");
    }
    return range;
  }

  /** Without an offset it goes on where the segment before ended, in the same resource. */
  private Optional<ByteRange> byteRange(Matcher range, CheckedUrl of) throws BlockedUrlException {
    if (range == null) {
      return Optional.empty();
    }
    long length = Long.parseLong(range.group(1));
    long offset = range.group(3) == null ? endBefore(of) : Long.parseLong(range.group(3));
    try {
      return Optional.of(new ByteRange(length, offset));
    } catch (IllegalArgumentException e) {
      throw refused(Reason.PLAYLIST, e.getMessage());
    }
  }

  private long endBefore(CheckedUrl of) throws BlockedUrlException {
    if (!segments.isEmpty()) {
      Segment before = segments.get(segments.size() - 1);
      if (before.range().isPresent() && before.url().url().isSameAs(of.url())) {
        return before.range().get().end();
      }
    }
    throw refused(Reason.PLAYLIST, "a byte range without an offset, and none to go on from");
  }

  private Key key(PlaylistTag tag) throws BlockedUrlException {
    String method = tag.required("METHOD");
    if (method.equals("NONE")) {
      return null;
    }
    Map<String, String> attributes = tag.attributes();
    String format = attributes.getOrDefault("KEYFORMAT", "identity");
    if (!method.equals("AES-128") || !format.equals("identity")) {
      throw refused(
          Reason.PLAYLIST_TAG,
          "EXT-X-KEY of a method or format that is not read, AES-128 and identity expected");
    }
    CheckedUrl url = gate.follow(tag.required("URI"));
    String iv = attributes.get("IV");
    if (iv == null) {
      return new Key(url, Optional.empty());
    }
    Matcher hex = IV.matcher(iv);
    if (!hex.matches()) {
      throw refused(Reason.PLAYLIST, "EXT-X-KEY has an IV that is not 0x and up to 32 hex digits");
    }
    return new Key(url, Optional.of(new BigInteger(hex.group(1), 16)));
  }

  private Part init(PlaylistTag tag) throws BlockedUrlException {
    CheckedUrl url = gate.follow(tag.required("URI"));
    if (key != null && key.iv().isEmpty()) { // it has no number that could stand for one
      throw refused(Reason.PLAYLIST, "EXT-X-MAP behind an EXT-X-KEY without an IV, one expected");
    }
    String part = tag.attributes().get("BYTERANGE");
    Matcher range = part == null ? null : range(part.contains("@") ? part : part + "@0");
    return new Part(url, byteRange(range, url), Optional.ofNullable(key));
  }

  void uri(String reference) throws BlockedUrlException {
    if (duration == null) {
      throw refused(Reason.PLAYLIST, "a URI without an EXTINF or EXT-X-STREAM-INF before it");
    }
    CheckedUrl url = gate.follow(reference);
    Optional<Instant> begins = begins();
    segments.add(
        new Segment(
            url,
            duration,
            byteRange(range, url),
            Optional.ofNullable(key),
            Optional.ofNullable(init),
            discontinuity,
            gap,
            begins));
    Duration length = duration;
    goesOnAt = begins.map(time -> time.plus(length));
    duration = null;
    range = null;
    discontinuity = false;
    gap = false;
    date = null;
  }

  /** As it was said, or where the segment before ended. */
  private Optional<Instant> begins() {
    if (date != null) {
      return date;
    }
    return discontinuity ? Optional.empty() : goesOnAt;
  }

  int size() {
    return segments.size();
  }

  boolean isEmpty() {
    return segments.isEmpty() && target == null;
  }

  /** Whether a segment was announced that did not come. */
  boolean isInTheMiddle() {
    return duration != null || range != null;
  }

  Playlist.Media build(CameraUrl url) throws BlockedUrlException {
    if (target == null) {
      throw refused(
          Reason.PLAYLIST, url + ": a playlist without EXT-X-TARGETDURATION, which must have one");
    }
    return new Playlist.Media(target, firstSequence == null ? 0 : firstSequence, ended, segments);
  }
}
