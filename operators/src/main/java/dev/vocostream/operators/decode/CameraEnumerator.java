package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Gives each camera to one reader, the one with the fewest, and leaves it there.
 *
 * <p>The directory alone says which cameras there are; readers and checkpoints only say how far a
 * camera had got, and what a reader reports outweighs what was heard of it before. A restored
 * reader does not take up its cameras by itself but reports them when it registers: they wait here
 * with those of its failed neighbours until all readers are back, and are then given out again. So
 * cameras of a removed reader move, removed cameras are dropped, and none is ever with two readers
 * or with none.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, List<CameraSplit>> {
  // -- configuration
  private final SplitEnumeratorContext<CameraSplit> context;
  private final InstantSource clock;

  // -- runtime
  private final Map<String, CameraSettings> wanted = new LinkedHashMap<>();
  private final Map<String, CameraSplit> waiting = new HashMap<>();
  private final Map<String, CameraSplit> ended = new HashMap<>();
  private final Map<String, Integer> owners = new HashMap<>();

  /** Readers that wait for cameras; the others have been told that no more will come. */
  private final Set<Integer> expectant = new TreeSet<>();

  CameraEnumerator(
      SplitEnumeratorContext<CameraSplit> context,
      List<CameraSettings> cameras,
      List<CameraSplit> restored,
      InstantSource clock) {
    this.context = context;
    this.clock = clock;
    cameras.forEach(camera -> wanted.put(camera.id(), camera));
    keepWaiting(restored);
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int reader) {
    // This object outlives a failed task: what it had given to the reader's former self is void.
    owners.values().removeIf(owner -> owner == reader);
    expectant.add(reader);
    ReaderInfo info = context.registeredReaders().get(reader);
    if (info != null) {
      keepWaiting(info.getReportedSplitsOnRegistration());
    }
    if (context.registeredReaders().size() == context.currentParallelism()) {
      assignAll();
    }
  }

  /** What a reader was given since its last checkpoint; it fails or has failed. */
  @Override
  public void addSplitsBack(List<CameraSplit> splits, int reader) {
    splits.forEach(split -> owners.remove(split.splitId(), reader));
    keepWaiting(splits);
  }

  private void keepWaiting(List<CameraSplit> splits) {
    for (CameraSplit split : splits) {
      waiting.merge(split.splitId(), split, CameraSplit::orFurther);
    }
  }

  private void assignAll() {
    long now = clock.millis();
    for (CameraSettings camera : wanted.values()) {
      if (!owners.containsKey(camera.id())) {
        CameraSplit known = waiting.getOrDefault(camera.id(), ended.get(camera.id()));
        CameraSplit split =
            known == null ? CameraSplit.firstOf(camera, now) : known.reconfigured(camera, now);
        int reader = leastLoaded();
        owners.put(camera.id(), reader);
        context.assignSplit(split, reader);
      }
    }
    waiting.clear();
    expectant.forEach(context::signalNoMoreSplits);
    expectant.clear();
  }

  private int leastLoaded() {
    return expectant.stream().min(Comparator.comparingLong(this::load)).orElseThrow();
  }

  private long load(int reader) {
    return owners.values().stream().filter(owner -> owner == reader).count();
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof CameraEnded end) {
      ended.put(end.split().splitId(), end.split());
    }
  }

  /** What no reader can be relied on to remember. */
  @Override
  public List<CameraSplit> snapshotState(long checkpointId) {
    Map<String, CameraSplit> kept = new HashMap<>(ended);
    kept.putAll(waiting);
    return List.copyOf(kept.values());
  }

  /** Readers never ask: cameras are given to them. */
  @Override
  public void handleSplitRequest(int reader, String host) {}

  @Override
  public void close() {}
}
