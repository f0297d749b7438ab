package dev.vocostream.tests.job;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what arrives, for a test in the same process. Give every sink its own key. */
record CollectingSink<T>(String key) implements Sink<T> {
  private static final Map<String, Queue<Object>> BY_KEY = new ConcurrentHashMap<>();

  @SuppressWarnings("unchecked")
  Queue<T> collected() {
    return (Queue<T>) BY_KEY.computeIfAbsent(key, k -> new ConcurrentLinkedQueue<>());
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(this);
  }

  private record Writer<T>(CollectingSink<T> sink) implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) {
      sink.collected().add(element);
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
