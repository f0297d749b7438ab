package dev.vocostream.job.handed;

import dev.vocostream.operators.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Where answers end, for somebody in this process who waits for them.
 *
 * @param key of the answers; no two boards of a process share one
 */
public record AnswerBoard(String key) implements Sink<Answer> {
  private static final Map<String, Map<String, CompletableFuture<Answer>>> BY_KEY =
      new ConcurrentHashMap<>();

  /** The answer to the question with this id, which may be asked afterwards. */
  public CompletableFuture<Answer> expect(String question) {
    return awaited().computeIfAbsent(question, id -> new CompletableFuture<>());
  }

  /** Nobody waits any more. */
  public void forget() {
    BY_KEY.remove(key);
  }

  private Map<String, CompletableFuture<Answer>> awaited() {
    return BY_KEY.computeIfAbsent(key, k -> new ConcurrentHashMap<>());
  }

  @Override
  public SinkWriter<Answer> createWriter(WriterInitContext context) {
    return new Writer(this);
  }

  private record Writer(AnswerBoard board) implements SinkWriter<Answer> {
    @Override
    public void write(Answer answer, Context context) {
      CompletableFuture<Answer> awaited = board.awaited().remove(answer.id());
      if (awaited != null) {
        awaited.complete(answer);
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
