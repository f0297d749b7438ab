package dev.vocostream.job.handed;

import dev.vocostream.operators.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;

/** Where answers end, for somebody in this process who waits for them. */
public final class AnswerBoard {
  private final ListenedSink<Answer> sink;
  private final Map<String, CompletableFuture<Answer>> awaited = new ConcurrentHashMap<>();

  /**
   * @param key of the answers; no two boards of a process share one
   */
  public AnswerBoard(String key) {
    sink = new ListenedSink<>(key);
    sink.listen(this::take);
  }

  /** What a job writes its answers to. */
  public Sink<Answer> sink() {
    return sink;
  }

  /** The answer to the question with this id, which may be asked afterwards. */
  public CompletableFuture<Answer> expect(String question) {
    return awaited.computeIfAbsent(question, id -> new CompletableFuture<>());
  }

  private void take(Answer answer) {
    CompletableFuture<Answer> waiting = awaited.remove(answer.id());
    if (waiting != null) {
      waiting.complete(answer);
    }
  }

  /** Nobody waits any more. */
  public void forget() {
    sink.forget();
  }
}
