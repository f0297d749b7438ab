package dev.vocostream.operators.decode.child;

/**
 * Which pictures of a live camera need not be decoded at all. If key frames come at least as often
 * as samples are wanted, they are enough, and decoding costs a twentieth. Otherwise every picture
 * has to be decoded, except, when few are wanted, those that no other is decoded from.
 *
 * <p>Decided anew at each key frame, since only there decoding of everything can begin.
 */
final class SkipRule {
  enum Skip {
    NOTHING,
    /** Pictures that no other refers to; most cameras send none. */
    NON_REFERENCE,
    /** All but key frames. */
    NON_KEY
  }

  /** So many gaps between key frames in a row must be short enough. */
  private static final int SEEN = 2;

  /** Cameras keep their intervals to a few milliseconds. */
  private static final double TOLERANCE = 1.05;

  /** From this period on it does not matter which of several neighbouring pictures is sampled. */
  private static final double COARSE_MILLIS = 400;

  private static final long NONE = Long.MIN_VALUE;

  // -- configuration
  private final double periodMillis;
  private final DecodeStrategy strategy;

  // -- runtime
  private long lastKey = NONE;
  private int shortGaps;
  private Skip skip;

  SkipRule(Sampling wanted) {
    this.periodMillis = 1000 / wanted.fps();
    this.strategy = wanted.strategy();
    this.skip = unlessKeysSuffice();
  }

  private Skip unlessKeysSuffice() {
    if (strategy != DecodeStrategy.AUTO) {
      return strategy == DecodeStrategy.ALL ? Skip.NOTHING : Skip.NON_KEY;
    }
    return periodMillis >= COARSE_MILLIS ? Skip.NON_REFERENCE : Skip.NOTHING;
  }

  /**
   * What is skipped from this packet on.
   *
   * @param key whether it is a key frame
   * @param time in milliseconds, from anywhere
   */
  Skip at(boolean key, long time) {
    if (key && strategy == DecodeStrategy.AUTO) {
      boolean isShort =
          lastKey != NONE && time >= lastKey && time - lastKey <= periodMillis * TOLERANCE;
      shortGaps = isShort ? shortGaps + 1 : 0;
      lastKey = time;
      skip = shortGaps >= SEEN ? Skip.NON_KEY : unlessKeysSuffice();
    }
    return skip;
  }
}
