package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each camera to one reader, the one with the fewest, and leaves it there.
 *
 * <p>The directory alone says which cameras there are; readers and checkpoints only say how far a
 * camera had got, and what a reader reports outweighs what was heard of it before. A restored
 * reader does not take up its cameras by itself but reports them when it registers: they wait here
 * with those of its failed neighbours until all readers are back, and are then given out again. So
 * cameras of a removed reader move, and none is ever with two readers or with none.
 *
 * <p>A camera that changes is given to its reader again, under its new settings; the reader alone
 * knows the place. One that is no more is given out as removed: a reader must say so to the memory.
 * Both are splits and not events, because Flink brings a split back that no checkpoint holds.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, List<CameraSplit>> {
  private static final Logger LOG = LoggerFactory.getLogger(CameraEnumerator.class);
  private static final long LOOK_EVERY_MILLIS = 500;

  // -- configuration
  private final SplitEnumeratorContext<CameraSplit> context;
  private final CameraDirectory directory;
  private final InstantSource clock;

  // -- runtime
  private final Map<String, CameraSplit> waiting = new TreeMap<>();
  private final Map<String, CameraSplit> ended = new HashMap<>();
  private final Map<String, Integer> owners = new HashMap<>();

  /** Where a removed camera was said to be so: one of the same name must come out behind that. */
  private final Map<String, Integer> removedBy = new HashMap<>();

  /** Readers that wait for cameras; the others have been told that no more will come. */
  private final Set<Integer> expectant = new TreeSet<>();

  private CameraWatch watch;
  private Map<String, CameraSettings> wanted; // null until the directory was read
  private boolean unreachable;

  CameraEnumerator(
      SplitEnumeratorContext<CameraSplit> context,
      CameraDirectory directory,
      List<CameraSplit> restored,
      InstantSource clock) {
    this.context = context;
    this.directory = directory;
    this.clock = clock;
    keepWaiting(restored);
  }

  @Override
  public void start() {
    watch = directory.watch();
    if (directory.mayChange()) {
      context.callAsync(watch::look, this::looked, 0, LOOK_EVERY_MILLIS);
    } else {
      context.callAsync(watch::look, this::looked);
    }
  }

  private void looked(CameraListing listing, Throwable failure) {
    if (failure == null) {
      unreachable = false;
      follow(listing);
    } else if (!unreachable) {
      unreachable = true;
      LOG.warn("the directory of cameras cannot be read: cameras stay as they are", failure);
    }
  }

  private void follow(CameraListing listing) {
    Map<String, CameraSettings> before = wanted == null ? Map.of() : wanted;
    wanted = new LinkedHashMap<>();
    listing.cameras().forEach(camera -> wanted.put(camera.id(), camera));
    listing.unreadable().forEach(id -> keepAsItIs(id, before.get(id)));

    listing.removed().forEach(this::remove);
    for (String id : before.keySet()) {
      if (!wanted.containsKey(id)) {
        remove(id);
      } else if (!wanted.get(id).equals(before.get(id))) {
        change(wanted.get(id));
      }
    }
    giveOut();
  }

  private void keepAsItIs(String id, CameraSettings settings) {
    CameraSplit known = waiting.getOrDefault(id, ended.get(id));
    if (settings != null || known != null) {
      wanted.put(id, settings != null ? settings : known.settings());
    }
  }

  /** Tells the reader; one that is away just now will report the camera, and is told then. */
  private void change(CameraSettings camera) {
    Integer owner = owners.get(camera.id());
    if (isHere(owner)) {
      context.assignSplit(CameraSplit.firstOf(camera, clock.millis()), owner);
    }
  }

  private void remove(String id) {
    waiting.computeIfPresent(id, (key, split) -> split.asRemoved());
    ended.computeIfPresent(id, (key, split) -> split.asRemoved());
    Integer owner = owners.remove(id);
    if (owner == null) {
      return;
    }
    CameraSplit removed = CameraSplit.removed(id);
    if (isHere(owner)) {
      giveAsRemoved(removed, owner);
    } else {
      keepWaiting(List.of(removed));
    }
  }

  private void giveAsRemoved(CameraSplit split, int reader) {
    ended.remove(split.splitId());
    removedBy.put(split.splitId(), reader);
    context.assignSplit(split.asRemoved(), reader);
  }

  private boolean isHere(Integer reader) {
    return reader != null && context.registeredReaders().containsKey(reader);
  }

  @Override
  public void addReader(int reader) {
    // This object outlives a failed task: what it had given to the reader's former self is void.
    owners.values().removeIf(owner -> owner == reader);
    removedBy.values().removeIf(owner -> owner == reader);
    expectant.add(reader);
    ReaderInfo info = context.registeredReaders().get(reader);
    if (info != null) {
      keepWaiting(info.getReportedSplitsOnRegistration());
    }
    giveOut();
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

  private void giveOut() {
    if (wanted == null || context.registeredReaders().size() < context.currentParallelism()) {
      return;
    }
    eraseWhatIsNoMore(waiting);
    eraseWhatIsNoMore(ended);
    long now = clock.millis();
    for (CameraSettings camera : wanted.values()) {
      if (!owners.containsKey(camera.id())) {
        CameraSplit known = waiting.getOrDefault(camera.id(), ended.get(camera.id()));
        give(known == null ? CameraSplit.firstOf(camera, now) : known.reconfigured(camera, now));
      }
    }
    waiting.clear();
    if (!directory.mayChange()) {
      expectant.forEach(context::signalNoMoreSplits);
      expectant.clear();
    }
  }

  private void eraseWhatIsNoMore(Map<String, CameraSplit> splits) {
    for (CameraSplit split : List.copyOf(splits.values())) {
      boolean here = owners.containsKey(split.splitId());
      if (!here && (split.removed() || !wanted.containsKey(split.splitId()))) {
        splits.remove(split.splitId());
        giveAsRemoved(split, leastLoaded());
      }
    }
  }

  private void give(CameraSplit split) {
    Integer after = removedBy.remove(split.splitId());
    int reader = after == null ? leastLoaded() : after;
    owners.put(split.splitId(), reader);
    context.assignSplit(split, reader);
  }

  private int leastLoaded() {
    return expectant.stream().min(Comparator.comparingLong(this::load)).orElseThrow();
  }

  private long load(int reader) {
    return owners.values().stream().filter(owner -> owner == reader).count();
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof CameraEnded end && owners.containsKey(end.split().splitId())) {
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
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
