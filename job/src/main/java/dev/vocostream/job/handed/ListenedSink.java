package dev.vocostream.job.handed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Where records end that somebody in this process may listen to; those that nobody hears are gone.
 *
 * @param key of the records; no two sinks of a process share one
 */
record ListenedSink<T>(String key) implements Sink<T> {
  private static final Map<String, Consumer<?>> BY_KEY = new ConcurrentHashMap<>();

  /**
   * From now on, instead of whoever listened before.
   *
   * @param listener called by a task's thread, so it must be short
   */
  void listen(Consumer<T> listener) {
    BY_KEY.put(key, listener);
  }

  /** Nobody listens any more. */
  void forget() {
    BY_KEY.remove(key);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(key);
  }

  private record Writer<T>(String key) implements SinkWriter<T> {
    @Override
    @SuppressWarnings("unchecked")
    public void write(T record, Context context) {
      Consumer<T> listener = (Consumer<T>) BY_KEY.get(key);
      if (listener != null) {
        listener.accept(record);
      }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
