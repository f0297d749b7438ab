package dev.vocostream.operators.answer;

import dev.vocostream.operators.Question;

/** What part of the memory a question reads: epoch milliseconds, both ends inclusive. */
record WindowRule(long from, long to) {
  /**
   * Resolves a window once, when the question arrives, so that a repeat reads the same one.
   *
   * @param oldest time of the oldest frame; null without any
   * @param now by the camera's clock (see {@link ClockRule})
   */
  static WindowRule resolve(Question.Window asked, Long oldest, long now) {
    if (asked == null) {
      return new WindowRule(oldest == null ? now : oldest, now);
    }
    if (asked.lastMillis() != null) {
      return new WindowRule(now - asked.lastMillis(), now);
    }
    return new WindowRule(asked.from(), asked.to());
  }
}
