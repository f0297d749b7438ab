package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.LiveInput.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * What a camera sends in answer to GET, told by its first bytes; by what it says of itself only if
 * those could be anything. Cameras say {@code application/octet-stream}, or nothing.
 *
 * @param kind empty: a playlist
 */
record HttpContent(Optional<Kind> kind) {
  /** So many first bytes are looked at. */
  static final int LOOKED_AT = 512;

  private static final int TS_PACKET = 188;
  private static final byte TS_SYNC = 0x47;

  /**
   * @param contentType of the answer; may be empty
   * @param first bytes of the body
   * @return empty if it is none of the kinds that are played
   */
  static Optional<HttpContent> of(String contentType, byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String type = contentType.toLowerCase(Locale.ROOT).split(";")[0].strip();
    if (text.startsWith("#EXTM3U") || text.startsWith("\u00ef\u00bb\u00bf#EXTM3U")) {
      return Optional.of(new HttpContent(Optional.empty()));
    }
    if (text.stripLeading().startsWith("--") || type.equals("multipart/x-mixed-replace")) {
      return of(Kind.MPJPEG);
    }
    if (text.startsWith("FLV\u0001")) {
      return of(Kind.FLV);
    }
    if (text.startsWith("ftyp", 4) || text.startsWith("moof", 4) || text.startsWith("styp", 4)) {
      return of(Kind.MP4);
    }
    return isTransportStream(first) || type.equals("video/mp2t")
        ? of(Kind.MPEGTS)
        : Optional.empty();
  }

  private static Optional<HttpContent> of(Kind kind) {
    return Optional.of(new HttpContent(Optional.of(kind)));
  }

  private static boolean isTransportStream(byte[] first) {
    return first.length > TS_PACKET && first[0] == TS_SYNC && first[TS_PACKET] == TS_SYNC;
  }
}
