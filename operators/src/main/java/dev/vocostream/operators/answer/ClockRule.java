package dev.vocostream.operators.answer;

/**
 * What time it is for a camera, epoch milliseconds. Its frames tell: a file is asked about as it
 * was filmed, and a live camera as of what was remembered of it, which is a moment late. But while
 * a live camera is away, or gives nothing for long, time goes on without it: the last minute is
 * then one of which nothing was seen.
 *
 * @param live whether its frames are taken as they come
 * @param silentAfter milliseconds without a frame that are more than being late
 */
record ClockRule(boolean live, long silentAfter) {
  /**
   * @param seen until when the newest frame shows the scene; null without any frame
   * @param away whether the camera has said so
   * @param now by the wall clock
   * @return null where nothing tells: a file without any frame
   */
  Long at(Long seen, boolean away, long now) {
    if (!live || (seen != null && !away && now - seen <= silentAfter)) {
      return seen;
    }
    return seen == null ? now : Math.max(seen, now);
  }
}
