package dev.vocostream.operators.simulated;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Live HLS (RFC 8216): {@code live.m3u8} names the newest five segments, {@code N.ts} is one of
 * them. Its path must end in a slash.
 */
public final class HlsPage implements HttpPage {
  /** Segments that a playlist names. */
  static final int LISTED = 5;

  /** Segments that are kept after they are no longer listed, for clients that are slow. */
  private static final int KEPT = 3;

  private static final String PLAYLIST = "application/vnd.apple.mpegurl";

  // -- configuration
  private final H264Clip clip;
  private final Function<Instant, String> date;
  private final List<Integer> begins = new ArrayList<>();

  // -- runtime
  private final LiveClock clock;

  /**
   * Plays from now on; as if it had done so for a while, so that there are segments.
   *
   * @param seconds of a segment, at least; it ends before the next key picture
   */
  public HlsPage(H264Clip clip, double seconds) {
    this(clip, seconds, null);
  }

  /**
   * As above.
   *
   * @param date what it says for the time at which a segment begins ({@code
   *     EXT-X-PROGRAM-DATE-TIME}); null: nothing
   */
  public HlsPage(H264Clip clip, double seconds, Function<Instant, String> date) {
    this.clip = clip;
    this.date = date;
    this.clock = new LiveClock(clip.fps());
    for (long at = 0; at < clip.size(); at = clip.keyFrom(at + pictures(seconds))) {
      begins.add((int) at);
    }
  }

  private long pictures(double seconds) {
    return Math.max(1, Math.round(seconds * clip.fps()));
  }

  /** The picture that segment {@code number} begins with; the clip goes on in the next ones. */
  private long begin(long number) {
    return number / begins.size() * clip.size() + begins.get((int) (number % begins.size()));
  }

  /** Segments that are complete. Those before the start are as if they had been. */
  private long complete() {
    long shown = clock.next() + clip.size() * (long) LISTED;
    long rounds = shown / clip.size();
    long number = rounds * begins.size();
    while (begin(number + 1) <= shown) {
      number++;
    }
    return number;
  }

  @Override
  public void serve(Request request, String name, OutputStream out) throws IOException {
    if (name.equals("live.m3u8")) {
      HttpPage.whole(out, "200 OK", PLAYLIST, Request.bytes(playlist()));
    } else if (name.matches("\\d{1,9}\\.ts") && isKept(number(name))) {
      HttpPage.whole(out, "200 OK", "video/mp2t", segment(number(name)));
    } else {
      HttpPage.whole(out, "404 Not Found", "text/plain", new byte[0]);
    }
  }

  private static long number(String name) {
    return Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  private boolean isKept(long number) {
    long complete = complete();
    return number < complete && number >= complete - LISTED - KEPT;
  }

  private String playlist() {
    long end = complete();
    StringBuilder segments = new StringBuilder();
    double longest = 0;
    for (long number = end - LISTED; number < end; number++) {
      double seconds = (begin(number + 1) - begin(number)) / clip.fps();
      longest = Math.max(longest, seconds);
      if (date != null) {
        segments.append("#EXT-X-PROGRAM-DATE-TIME:%s\n".formatted(date.apply(begins(number))));
      }
      segments.append(String.format(Locale.ROOT, "#EXTINF:%.3f,\n%d.ts\n", seconds, number));
    }
    return "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:%d\n#EXT-X-MEDIA-SEQUENCE:%d\n"
            .formatted((long) Math.ceil(longest), end - LISTED)
        + segments;
  }

  /** When the first picture of a segment is shown; see {@link #complete}. */
  private Instant begins(long number) {
    long shownAtStart = clip.size() * (long) LISTED;
    return clock.startedAt().plusNanos(clock.nanosTo(begin(number) - shownAtStart));
  }

  private byte[] segment(long number) {
    TsMuxer muxer = new TsMuxer(clip);
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    for (long picture = begin(number); picture < begin(number + 1); picture++) {
      segment.writeBytes(muxer.picture(picture));
    }
    return segment.toByteArray();
  }
}
