package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.PendingQuestions.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * The unanswered questions of a subtask: each in keyed state, with its timers and its place in the
 * queue. How many a camera has is counted on the heap, and counted again after a restore.
 */
final class OpenQuestions {
  private final PendingQuestions pending;
  private final DeadlineTimers timers;
  private final QuestionQueue queue;
  private final CameraClock clock;
  private final Map<String, Integer> counts = new HashMap<>(); // by camera, of those with any

  OpenQuestions(
      PendingQuestions pending, DeadlineTimers timers, QuestionQueue queue, CameraClock clock) {
    this.pending = pending;
    this.timers = timers;
    this.queue = queue;
    this.clock = clock;
  }

  /** Queues again what was unanswered before a restore. Leaves another current camera behind. */
  void resume(KeyContext keys, KeyedStateBackend<Object> backend, long now) throws Exception {
    for (Place question : PendingQuestions.ofAllCameras(backend)) {
      String camera = question.ticket().camera();
      keys.setCurrentKey(camera);
      counts.merge(camera, 1, Integer::sum);
      enqueue(question, now);
    }
  }

  /** How many this camera has. */
  int count(String camera) {
    return counts.getOrDefault(camera, 0);
  }

  /**
   * Of the current camera, like all that follows.
   *
   * @param now epoch milliseconds
   */
  void add(PendingQuestion question, long now) throws Exception {
    if (pending.get(question.id()) == null) {
      counts.merge(question.asked().camera(), 1, Integer::sum);
    }
    pending.add(question);
    timers.awaitDeadline(question);
    enqueue(Place.of(question), now);
  }

  private void enqueue(Place question, long now) throws Exception {
    boolean ahead = question.isAhead(clock.at(now));
    queue.add(question.ticket(), ahead);
    if (ahead) {
      timers.awaitEndOfWait(question);
    }
  }

  List<String> ids() throws Exception {
    return pending.ids();
  }

  /** Null if it is answered. */
  PendingQuestion get(String id) throws Exception {
    return pending.get(id);
  }

  /** It is answered. */
  void remove(PendingQuestion question) throws Exception {
    pending.remove(question.id());
    timers.delete(question);
    counts.computeIfPresent(question.asked().camera(), (camera, n) -> n == 1 ? null : n - 1);
  }
}
