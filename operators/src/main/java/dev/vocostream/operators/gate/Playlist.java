package dev.vocostream.operators.gate;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An HLS playlist, RFC 8216: every URL in it has passed the gate. */
public sealed interface Playlist permits Playlist.Media, Playlist.Master {

  /**
   * Segments, in the order of playing.
   *
   * @param target no segment is much longer
   * @param firstSequence the media sequence number of the first segment
   * @param ended whether no more segments will come
   */
  record Media(Duration target, long firstSequence, boolean ended, List<Segment> segments)
      implements Playlist {
    public Media {
      segments = List.copyOf(segments);
    }
  }

  /**
   * One stretch of media.
   *
   * @param range the part of the resource; empty: all of it
   * @param key what it is encrypted with; empty: nothing
   * @param init what has to be read before it (EXT-X-MAP); empty: nothing
   * @param discontinuity whether timestamps or encoding begin anew here
   * @param gap whether the server says that it is missing
   * @param begins when its first picture was filmed, by the clock of whoever packed it; empty: not
   *     told
   */
  record Segment(
      CheckedUrl url,
      Duration duration,
      Optional<ByteRange> range,
      Optional<Key> key,
      Optional<Part> init,
      boolean discontinuity,
      boolean gap,
      Optional<Instant> begins) {}

  /**
   * A resource or a part of one.
   *
   * @param key what it is encrypted with, which has an IV; empty: nothing
   */
  record Part(CheckedUrl url, Optional<ByteRange> range, Optional<Key> key) {
    /** Whether it is the same bytes, once they are decrypted. */
    public boolean isSameAs(Part other) {
      return url.url().isSameAs(other.url.url()) && range.equals(other.range);
    }
  }

  /**
   * Bytes of a resource; {@code offset + length} does not overflow.
   *
   * @param length in bytes, positive
   * @param offset of the first byte
   */
  record ByteRange(long length, long offset) {
    public ByteRange {
      if (length < 1 || offset < 0 || offset > Long.MAX_VALUE - length) {
        throw new IllegalArgumentException(
            "%d bytes from %d are no range".formatted(length, offset));
      }
    }

    long end() {
      return offset + length;
    }
  }

  /**
   * Method AES-128: CBC over the whole segment or part.
   *
   * @param url of the 16 bytes
   * @param iv of 128 bits; empty: the segment's media sequence number
   */
  record Key(CheckedUrl url, Optional<BigInteger> iv) {}

  /** The same content in several qualities, at least one. */
  record Master(List<Variant> variants) implements Playlist {
    public Master {
      variants = List.copyOf(variants);
    }
  }

  /**
   * @param bandwidth peak, bits a second
   * @param width in pixels, 0 if not said
   * @param height in pixels, 0 if not said
   * @param codecs as in RFC 6381, empty if not said
   */
  record Variant(CheckedUrl url, long bandwidth, int width, int height, String codecs) {}
}
