package dev.vocostream.operators.answer;

import dev.vocostream.operators.CameraQuestion;
import java.io.Serializable;
import java.time.Duration;

/**
 * Until when a question is worth answering.
 *
 * @param patience without a deadline of its own, a question waits this long after it arrived or
 *     after its window ends, whichever is later
 * @param reserve how long before the deadline a question stops to wait for its window and is
 *     answered from what there is
 * @param longest no question waits longer than this after it arrived, whatever it asks for
 */
public record DeadlineRule(Duration patience, Duration reserve, Duration longest)
    implements Serializable {
  public DeadlineRule {
    if (patience.compareTo(reserve) <= 0 || reserve.isNegative()) {
      throw new IllegalArgumentException(
          "answer.patience must be longer than answer.reserve, was %s and %s"
              .formatted(patience, reserve));
    }
    if (longest.compareTo(patience) < 0) {
      throw new IllegalArgumentException(
          "answer.longest-wait must not be shorter than answer.patience, was %s and %s"
              .formatted(longest, patience));
    }
  }

  /** The deadline of a question, epoch milliseconds. */
  long deadlineOf(CameraQuestion asked) {
    return Math.min(wishedBy(asked), asked.arrivedAt() + longest.toMillis());
  }

  private long wishedBy(CameraQuestion asked) {
    if (asked.question().deadline() != null) {
      return asked.question().deadline();
    }
    Long end = asked.question().fixedEnd();
    long from = end == null ? asked.arrivedAt() : Math.max(asked.arrivedAt(), end);
    return from + patience.toMillis();
  }

  /** Until when to wait for the window of a question with this deadline, epoch milliseconds. */
  long waitUntil(long deadline) {
    return deadline - reserve.toMillis();
  }
}
