package dev.vocostream.job.handed;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Records that somebody in this process hands over, in their order; never ends. The first subtask
 * takes them all. A record is gone with the job that took it.
 *
 * @param key of the records; no two sources of a process share one
 */
public record HandedSource<T>(String key) implements Source<T, NoSplit, NoSplit> {
  private static final Map<String, Handed<?>> BY_KEY = new ConcurrentHashMap<>();

  /** May be called before the job runs. */
  public void hand(T record) {
    handed().add(record);
  }

  /** What was not taken is dropped. */
  public void forget() {
    BY_KEY.remove(key);
  }

  @SuppressWarnings("unchecked")
  private Handed<T> handed() {
    return (Handed<T>) BY_KEY.computeIfAbsent(key, k -> new Handed<T>());
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, NoSplit> createReader(SourceReaderContext context) {
    return context.getIndexOfSubtask() == 0 ? handed() : new Handed<>();
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SplitEnumerator<NoSplit, NoSplit> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, NoSplit none) {
    return new NoSplit.Enumerator();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new NoSplit.Serializer();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getEnumeratorCheckpointSerializer() {
    return new NoSplit.Serializer();
  }

  /** The records that wait, and who waits for them. */
  private static final class Handed<T> implements SourceReader<T, NoSplit> {
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private volatile CompletableFuture<Void> more = new CompletableFuture<>();

    void add(T record) {
      waiting.add(record);
      more.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      T next = waiting.poll();
      if (next != null) {
        output.collect(next);
      }
      return waiting.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
    }

    /** The future is renewed before the queue is looked at: no record can fall between the two. */
    @Override
    public CompletableFuture<Void> isAvailable() {
      if (more.isDone()) {
        more = new CompletableFuture<>();
      }
      CompletableFuture<Void> awaited = more;
      return waiting.isEmpty() ? awaited : CompletableFuture.completedFuture(null);
    }

    @Override
    public void start() {}

    @Override
    public List<NoSplit> snapshotState(long checkpoint) {
      return List.of();
    }

    @Override
    public void addSplits(List<NoSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
