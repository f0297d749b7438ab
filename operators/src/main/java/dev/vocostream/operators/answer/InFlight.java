package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * The questions that are with the model, so many at most: each holds a copy of its window. Used by
 * the task thread alone, but for {@link #size}.
 */
final class InFlight {
  private final int limit;
  private final Map<Ticket, Future<?>> replies = new HashMap<>();
  private volatile int size;

  InFlight(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("answer.max-in-flight must be positive, was " + limit);
    }
    this.limit = limit;
  }

  boolean isFull() {
    return replies.size() >= limit;
  }

  boolean isEmpty() {
    return replies.isEmpty();
  }

  void entered(Ticket question, Future<?> reply) {
    if (isFull()) {
      throw new IllegalStateException("more than " + limit + " questions in flight");
    }
    replies.put(question, reply);
    size = replies.size();
  }

  /** Its reply is here, or will never be. */
  void left(Ticket question) {
    replies.remove(question);
    size = replies.size();
  }

  /**
   * Nobody waits for this reply any more: the model does not begin with it, if it has not yet. What
   * was cancelled completes, and so leaves.
   */
  void cancel(Ticket question) {
    Future<?> reply = replies.get(question);
    if (reply != null) {
      reply.cancel(false);
    }
  }

  int size() {
    return size;
  }
}
