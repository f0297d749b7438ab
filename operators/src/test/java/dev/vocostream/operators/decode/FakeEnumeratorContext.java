package dev.vocostream.operators.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** A coordinator with readers that come and go, and a record of what they were given. */
final class FakeEnumeratorContext implements SplitEnumeratorContext<CameraSplit> {
  private final int parallelism;
  private final Map<Integer, ReaderInfo> readers = new HashMap<>();
  private final Map<Integer, List<CameraSplit>> given = new TreeMap<>();
  final TreeSet<Integer> toldNoMore = new TreeSet<>();
  private final Map<Integer, List<SourceEvent>> asked = new HashMap<>();
  private Runnable periodic;

  FakeEnumeratorContext(int parallelism) {
    this.parallelism = parallelism;
  }

  void register(int reader, CameraSplit... reported) {
    readers.put(reader, ReaderInfo.createReaderInfo(reader, "here", List.of(reported)));
  }

  /** The reader is gone, and with it what it was given. */
  List<CameraSplit> fail(int reader) {
    readers.remove(reader);
    List<CameraSplit> lost = given.remove(reader);
    return lost == null ? List.of() : lost;
  }

  List<CameraSplit> givenTo(int reader) {
    return given.getOrDefault(reader, List.of());
  }

  List<String> camerasOf(int reader) {
    return givenTo(reader).stream().map(CameraSplit::splitId).toList();
  }

  @Override
  public int currentParallelism() {
    return parallelism;
  }

  @Override
  public Map<Integer, ReaderInfo> registeredReaders() {
    return readers;
  }

  @Override
  public void assignSplits(SplitsAssignment<CameraSplit> assignment) {
    // As the real one does.
    if (!readers.keySet().containsAll(assignment.assignment().keySet())) {
      throw new IllegalArgumentException("a subtask that is not registered: " + assignment);
    }
    assignment
        .assignment()
        .forEach(
            (reader, splits) ->
                given.computeIfAbsent(reader, none -> new ArrayList<>()).addAll(splits));
  }

  @Override
  public void signalNoMoreSplits(int reader) {
    toldNoMore.add(reader);
  }

  @Override
  public SplitEnumeratorMetricGroup metricGroup() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void sendEventToSourceReader(int reader, SourceEvent event) {
    asked.computeIfAbsent(reader, none -> new ArrayList<>()).add(event);
  }

  /** What the reader was asked, and not asked for again here. */
  List<SourceEvent> askedOf(int reader) {
    List<SourceEvent> events = asked.remove(reader);
    return events == null ? List.of() : events;
  }

  @Override
  public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
    T result = null;
    Throwable failure = null;
    try {
      result = callable.call();
    } catch (Exception e) {
      failure = e;
    }
    handler.accept(result, failure);
  }

  /** Called once, and again with each {@link #tick}. */
  @Override
  public <T> void callAsync(
      Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
    periodic = () -> callAsync(callable, handler);
    tick();
  }

  /** The time of a periodic call has come. */
  void tick() {
    periodic.run();
  }

  @Override
  public void runInCoordinatorThread(Runnable task) {
    throw new UnsupportedOperationException();
  }
}
