package dev.vocostream.operators.answer;

import dev.vocostream.operators.Question;
import dev.vocostream.state.MemorySpan;

/** What part of the memory a question reads: epoch milliseconds, both ends inclusive. */
record WindowRule(long from, long to) {
  /**
   * Resolves a window once, when the question arrives, so that a repeat reads the same one. Now is
   * the camera's own clock, the newest frame that was seen; for a camera without frames the arrival
   * of the question.
   */
  static WindowRule resolve(Question.Window asked, MemorySpan memory, long arrivedAt) {
    long now = memory.validTo() == null ? arrivedAt : memory.validTo();
    if (asked == null) {
      return new WindowRule(memory.oldest() == null ? now : memory.oldest(), now);
    }
    if (asked.lastMillis() != null) {
      return new WindowRule(now - asked.lastMillis(), now);
    }
    return new WindowRule(asked.from(), asked.to());
  }
}
