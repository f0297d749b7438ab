package dev.vocostream.operators.answer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast the model answers, taken from when its last answers came, and so whether another
 * question would be answered in time. Questions are answered in order of arrival; without this, the
 * model would be busy with the one whose deadline is next, be late for it, and then for all behind
 * it.
 *
 * <pre>
 *   with the model      a   b   c   d          answers came every 200 ms on average
 *   one more would be answered after           (4 + itself + 1) * 200 ms
 * </pre>
 *
 * One more than there are, since an average is no promise and an answer that is late is of no use.
 * Times are epoch milliseconds; they may be of any clock.
 */
final class AnswerPace {
  private static final int REMEMBERED = 16;

  private final Deque<Long> intervals = new ArrayDeque<>(); // milliseconds, the newest last
  private long sum;
  private long since; // when the last answer came, or the first question to a model that had none

  /**
   * A question goes to the model.
   *
   * @param before how many are there
   */
  void asked(int before, long now) {
    since = before == 0 ? now : since;
  }

  /** One is answered; what was given up or failed is not told. */
  void answered(long now) {
    long interval = Math.max(0, now - since);
    since = now;
    intervals.add(interval);
    sum += interval;
    if (intervals.size() > REMEMBERED) {
      sum -= intervals.remove();
    }
  }

  /**
   * Whether a question would be answered by its deadline, as far as is known. With nobody before
   * it, it is always tried: what is known may be of a bad time that is over.
   *
   * @param before how many are with the model
   */
  boolean isInTime(int before, long now, long deadline) {
    return before == 0
        || intervals.isEmpty()
        || now + (before + 2) * sum / intervals.size() <= deadline;
  }
}
