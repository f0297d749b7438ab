package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.QuestionQueue.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

  /** One to a ticket; what is asked again before its reply is here holds a window of its own. */
  private final Map<Ticket, List<Call>> calls = new HashMap<>();

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
    return size >= maxQuestions || bytes >= maxBytes;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /**
   * @param windowBytes what the question's copy of its window holds
   */
  void entered(Ticket question, Future<?> reply, long windowBytes) {
    if (isFull()) {
      throw new IllegalStateException("a question entered although there was no room");
    }
    calls.computeIfAbsent(question, ticket -> new ArrayList<>()).add(new Call(reply, windowBytes));
    bytes += windowBytes;
    size = size + 1;
  }

  /** Its reply is here, or will never be. */
  void left(Ticket question) {
    List<Call> same = calls.get(question);
    bytes -= same.remove(0).bytes;
    size = size - 1;
    if (same.isEmpty()) {
      calls.remove(question);
    }
  }

  /**
   * Nobody waits for this reply any more: the model does not begin with it, if it has not yet. What
   * was cancelled completes, and so leaves.
   */
  void cancel(Ticket question) {
    for (Call call : calls.getOrDefault(question, List.of())) {
      call.reply.cancel(false);
    }
  }

  int size() {
    return size;
  }
}
