package dev.vocostream.operators.decode.live;

import dev.vocostream.operators.decode.child.ClockOffset;
import dev.vocostream.operators.gate.Playlist.Media;
import dev.vocostream.operators.gate.Playlist.Segment;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How far the clock that dates an HLS stream is behind ours, at most. A segment is listed after it
 * was filmed to its end, never before:
 *
 * <pre>
 * our clock      ──┬──────────┬───────┬───────────┬──▶
 *                begins      ends   listed      seen
 *                  └ duration ┘└─────── way ──────┘
 * </pre>
 *
 * so {@code seen - end by its date} is how far the clock is behind, and the way: packing, the
 * server, and the time until the list is read again. The least of the last few segments is taken,
 * as the way is never negative. What was in the first list may have been there for long and counts
 * for nothing; so does a stream that has ended.
 *
 * <p>Pure, and of no influence on frame time. One thread notes, any may ask.
 */
final class HlsClock {
  /** So soon is forgotten what a clock said that was set back since. */
  private static final int LATELY = 8;

  private static final long NONE = Long.MIN_VALUE;

  private final Deque<Long> lately = new ArrayDeque<>();
  private long newest = NONE;
  private volatile long millis = ClockOffset.UNKNOWN;

  /**
   * A list was read.
   *
   * @param now by our clock, after it had come; epoch ms
   */
  void seen(Media media, long now) {
    if (media.segments().isEmpty()) {
      return;
    }
    long last = media.firstSequence() + media.segments().size() - 1;
    boolean isNew = newest != NONE && last > newest;
    boolean isAnew = last < newest - media.segments().size(); // else it is an older copy of a list
    if (isAnew) {
      lately.clear();
    }
    newest = isAnew ? last : Math.max(newest, last);
    if (isNew && !media.ended()) {
      Segment segment = media.segments().get(media.segments().size() - 1);
      segment.begins().ifPresent(begins -> note(begins.plus(segment.duration()), now));
    }
  }

  private void note(Instant end, long now) {
    long offset = now - end.toEpochMilli();
    if (Math.abs(offset) > ClockOffset.MOST_MILLIS) {
      return;
    }
    lately.addLast(offset);
    if (lately.size() > LATELY) {
      lately.removeFirst();
    }
    millis = Collections.min(lately);
  }

  /** Milliseconds, negative: it is ahead by that at least; empty while the stream has no dates. */
  OptionalLong offset() {
    long told = millis;
    return told == ClockOffset.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(told);
  }
}
