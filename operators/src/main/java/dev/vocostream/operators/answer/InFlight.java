package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * The questions that are with the model, each with a copy of its window: so many at most, and no
 * further one while their windows hold so many bytes, so with the last of them at most twice as
 * many. Used by the task thread alone, but for {@link #size}.
 */
final class InFlight {
  private final int maxQuestions;
  private final long maxBytes;
  private final Map<Ticket, Call> calls = new HashMap<>();
  private long bytes;
  private volatile int size;

  private record Call(Future<?> reply, long bytes) {}

  InFlight(int maxQuestions, long maxBytes) {
    if (maxQuestions < 1 || maxBytes < 1) {
      throw new IllegalArgumentException(
          "answer.max-in-flight and -bytes must be positive, were %d and %d"
              .formatted(maxQuestions, maxBytes));
    }
    this.maxQuestions = maxQuestions;
    this.maxBytes = maxBytes;
  }

  boolean isFull() {
    return calls.size() >= maxQuestions || bytes >= maxBytes;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /**
   * @param windowBytes what the question's copy of its window holds
   */
  void entered(Ticket question, Future<?> reply, long windowBytes) {
    if (isFull()) {
      throw new IllegalStateException("a question entered although there was no room");
    }
    calls.put(question, new Call(reply, windowBytes));
    bytes += windowBytes;
    size = calls.size();
  }

  /** Its reply is here, or will never be. */
  void left(Ticket question) {
    Call call = calls.remove(question);
    bytes -= call == null ? 0 : call.bytes;
    size = calls.size();
  }

  /**
   * Nobody waits for this reply any more: the model does not begin with it, if it has not yet. What
   * was cancelled completes, and so leaves.
   */
  void cancel(Ticket question) {
    Call call = calls.get(question);
    if (call != null) {
      call.reply.cancel(false);
    }
  }

  int size() {
    return size;
  }
}
