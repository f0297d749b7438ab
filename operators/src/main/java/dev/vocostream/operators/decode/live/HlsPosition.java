package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import dev.vocostream.operators.gate.Playlist.Variant;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Where one is in an HLS stream: the media sequence number of the segment to be played next.
 *
 * @param next the number; {@link #START} before the first playlist
 */
record HlsPosition(long next) {
  static final HlsPosition START = new HlsPosition(-1);

  /** RFC 8216, 6.3.3: a client begins three segments before the end of what is live. */
  private static final int BEHIND = 3;

  /** Pictures of this height are more than any model sees. */
  private static final int ENOUGH_LINES = 480;

  /**
   * Within a playlist: at its end, less three segments, or where we were, if that is still there.
   */
  HlsPosition in(Media media) {
    long first = media.firstSequence();
    long end = first + media.segments().size();
    if (next < 0) {
      return new HlsPosition(media.ended() ? first : Math.max(first, end - BEHIND));
    }
    // Numbers that went back are those of a server that began anew. What is no longer listed is
    // far behind what is filmed now, and so is the oldest that is.
    boolean lost = next > end + BEHIND || next < first && !media.ended();
    return lost ? START.in(media) : new HlsPosition(Math.max(first, next));
  }

  /** What the playlist has from here on. */
  List<Segment> ahead(Media media) {
    int from = (int) Math.min(media.segments().size(), next - media.firstSequence());
    return media.segments().subList(from, media.segments().size());
  }

  HlsPosition afterOne() {
    return new HlsPosition(next + 1);
  }

  /**
   * Over what time the bytes of a segment are handed on, so that they come as they were filmed.
   * Somewhat faster if several others wait, since what is behind stays behind otherwise.
   */
  static Duration pace(Segment segment, int waiting) {
    return waiting > BEHIND ? segment.duration().multipliedBy(2).dividedBy(3) : segment.duration();
  }

  /** Of several qualities the smallest that is large enough, else the largest. */
  static Variant best(List<Variant> variants) {
    Comparator<Variant> size =
        Comparator.comparingInt(Variant::height).thenComparingLong(Variant::bandwidth);
    return variants.stream()
        .filter(variant -> variant.height() >= ENOUGH_LINES)
        .min(size)
        .orElseGet(() -> variants.stream().max(size).orElseThrow());
  }
}
