package dev.vocostream.operators.answer;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long the model took lately for a question with so many before it, and so whether another one
 * would be answered in time. Questions of a camera are answered in order of arrival; without this,
 * a model that cannot keep up is busy with the one whose deadline is next, is late for it, and then
 * for all behind it.
 *
 * <pre>
 *   before it   took           another one with 20 before it takes 4.1 s at least;
 *      8        1.8 s          with 5 before it nothing is known, and it is tried,
 *     19        4.1 s          and so it is with 40: a model that answers many
 *     19        6.0 s          together may take hardly longer for twice as many
 *     24        5.0 s
 * </pre>
 *
 * Only answers that were allowed no more words say how long one takes, and of those the quickest:
 * one long answer shall not have short ones refused. Times are epoch milliseconds.
 */
final class AnswerPace {
  private static final int REMEMBERED = 16;
  private static final long FORGOTTEN_AFTER_MILLIS = 5_000;

  private final Deque<Seen> seen = new ArrayDeque<>();

  private record Seen(int before, int words, long millis, long at) {}

  /**
   * A question came back: answered, or given up after it had been there for so long.
   *
   * @param before how many were with the model when it went there
   * @param words that it was allowed
   */
  void returned(int before, int words, long sent, long now) {
    seen.add(new Seen(before, words, now - sent, now));
    if (seen.size() > REMEMBERED) {
      seen.remove();
    }
  }

  /**
   * Whether a question would be answered by its deadline, as far as is known. With nobody before
   * it, it is tried in any case, and what is known grows old: a bad time may be over.
   *
   * @param before how many are with the model
   * @param words that it may have
   */
  boolean isInTime(int before, int words, long now, long deadline) {
    long quickest =
        seen.stream()
            .filter(one -> one.before <= before && 2 * one.before >= before)
            .filter(one -> one.words <= words)
            .filter(one -> now - one.at <= FORGOTTEN_AFTER_MILLIS)
            .mapToLong(Seen::millis)
            .min()
            .orElse(0);
    return before == 0 || now + quickest <= deadline;
  }
}
