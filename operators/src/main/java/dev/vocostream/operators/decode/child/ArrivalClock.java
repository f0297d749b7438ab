package dev.vocostream.operators.decode.child;

/**
 * Frame time of a live camera, within one connection: when its packet arrived, by our clock,
 * smoothed by media time. Cameras and networks deliver in bursts; media time tells how far apart
 * the pictures were, the arrival of those that were delayed least tells when.
 *
 * <pre>
 * arrival   |    |||||     |||||        a burst a second
 * media     | | | | | | | | | | |       five pictures a second
 * offset    arrival - media; the least one of the last half minute to minute is the anchor
 * time      anchor + media, never after the arrival
 * </pre>
 *
 * <p>The anchor begins anew when media time goes back (a wrap, a restart of the camera), leaps, or
 * would put a picture more than {@code mostDeparture} before its arrival. That the anchor forgets
 * lets it follow a camera whose clock is slow. A picture without media time has its arrival's.
 *
 * <p>Pure: whoever calls brings the clock, which must not go back.
 */
public final class ArrivalClock {
  /** Stands for a picture without media time. */
  public static final long NO_MEDIA_TIME = Long.MIN_VALUE;

  /** For cameras that deliver as they film; what arrives later than this is late, not delayed. */
  public static final long MOST_DEPARTURE_MILLIS = 2000;

  private static final long LONGEST_GAP_MICROS = 10_000_000;
  private static final long SPAN_MILLIS = 30_000;

  // -- configuration
  private final long mostDeparture;

  // -- runtime
  private long last;
  private long lastMedia = NO_MEDIA_TIME;
  private long spanStart;
  private long leastBefore;
  private long least;

  /**
   * @param lastFrame frame time of the newest frame of earlier connections, epoch ms; {@code
   *     Long.MIN_VALUE}: there is none
   * @param mostDeparture milliseconds that a frame time may lie before the arrival
   */
  public ArrivalClock(long lastFrame, long mostDeparture) {
    if (mostDeparture < 1) {
      throw new IllegalArgumentException(
          "the most departure must be at least 1 ms, was " + mostDeparture);
    }
    this.last = lastFrame;
    this.mostDeparture = mostDeparture;
  }

  /**
   * The time of the next picture, in the order of showing: epoch ms, later than all before.
   *
   * @param arrival when its packet came, epoch ms
   * @param mediaMicros its timestamp in microseconds, from anywhere; {@link #NO_MEDIA_TIME}
   */
  public long timeOf(long arrival, long mediaMicros) {
    long time = mediaMicros == NO_MEDIA_TIME ? arrival : smoothed(arrival, mediaMicros);
    last = last == Long.MIN_VALUE ? time : Math.max(last + 1, time);
    return last;
  }

  private long smoothed(long arrival, long mediaMicros) {
    long media = Math.floorDiv(mediaMicros, 1000L);
    long offset = arrival - media;
    if (isDiscontinuity(mediaMicros)) {
      anchorAt(arrival, offset);
    } else if (arrival - spanStart > SPAN_MILLIS) {
      leastBefore = least;
      least = offset;
      spanStart = arrival;
    } else {
      least = Math.min(least, offset);
    }
    long time = Math.min(leastBefore, least) + media;
    if (arrival - time > mostDeparture) {
      anchorAt(arrival, offset);
      time = arrival;
    }
    lastMedia = mediaMicros;
    return time;
  }

  private boolean isDiscontinuity(long mediaMicros) {
    return lastMedia == NO_MEDIA_TIME
        || mediaMicros < lastMedia
        || mediaMicros - lastMedia > LONGEST_GAP_MICROS;
  }

  private void anchorAt(long arrival, long offset) {
    spanStart = arrival;
    least = offset;
    leastBefore = offset;
  }
}
