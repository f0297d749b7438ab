package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.time.InstantSource;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each camera to the reader with the fewest, and leaves it there while they are even.
 *
 * <p>The directory alone says which cameras there are; readers and checkpoints only say how far a
 * camera had got ({@link KnownPlaces}). A restored reader does not take up its cameras but reports
 * them when it registers: they wait with those of failed neighbours until all readers are back, and
 * are given out again. So cameras of a removed reader move, and none is ever with two or with none.
 *
 * <p>A camera that changes is given to its reader again, under its new settings; the reader alone
 * knows the place. One that is no more is given out as removed: a reader must say so to the memory.
 * Both are splits and not events, because Flink brings a split back that no checkpoint holds. One
 * that shall move is asked for, and given to another when its place has come back.
 */
final class CameraEnumerator implements SplitEnumerator<CameraSplit, List<CameraSplit>> {
  private static final Logger LOG = LoggerFactory.getLogger(CameraEnumerator.class);
  private static final long LOOK_EVERY_MILLIS = 500;

  // -- configuration
  private final SplitEnumeratorContext<CameraSplit> context;
  private final CameraDirectory directory;
  private final InstantSource clock;

  // -- runtime
  private final KnownPlaces places = new KnownPlaces();
  private final Map<String, Integer> owners = new HashMap<>();

  /** Where a removed camera was said to be so: one of the same name must come out behind that. */
  private final Map<String, Integer> removedBy = new HashMap<>();

  /** Readers that wait for cameras; the others have been told that no more will come. */
  private final Set<Integer> expectant = new TreeSet<>();

  private String moving; // a camera that its reader was asked to let go; null if none
  private boolean recalled; // that camera was removed since: the answer is about the former one
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
    places.report(restored);
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
    } else if (!unreachable && watch != null) {
      unreachable = true;
      LOG.warn("the directory of cameras cannot be read: cameras stay as they are", failure);
    }
  }

  private void follow(CameraListing listing) {
    places.removedAt(listing.removedAt());
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
    CameraSplit known = places.of(id);
    if (settings != null || known != null) {
      wanted.put(id, settings != null ? settings : known.settings());
    }
  }

  /** Tells the reader; where the camera is on its way to one, that one will be told. */
  private void change(CameraSettings camera) {
    Integer owner = owners.get(camera.id());
    if (isHere(owner) && (recalled || !camera.id().equals(moving))) {
      context.assignSplit(CameraSplit.firstOf(camera, clock.millis()), owner);
    }
  }

  private void remove(String id) {
    places.markRemoved(id);
    recalled |= id.equals(moving);
    Integer owner = owners.remove(id);
    if (isHere(owner)) {
      giveAsRemoved(CameraSplit.removed(id), owner);
    } else if (owner != null) {
      places.giveBack(List.of(CameraSplit.removed(id)));
    }
  }

  private void giveAsRemoved(CameraSplit split, int reader) {
    places.forget(split.splitId());
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
    moving = owners.containsKey(moving) ? moving : null;
    expectant.add(reader);
    ReaderInfo info = context.registeredReaders().get(reader);
    if (info != null) {
      places.report(info.getReportedSplitsOnRegistration());
    }
    giveOut();
  }

  /** What a reader was given since its last checkpoint; it fails or has failed. */
  @Override
  public void addSplitsBack(List<CameraSplit> splits, int reader) {
    splits.forEach(split -> owners.remove(split.splitId(), reader));
    places.giveBack(splits);
  }

  private void giveOut() {
    if (wanted == null || context.registeredReaders().size() < context.currentParallelism()) {
      return;
    }
    eraseWhatIsNoMore();
    for (CameraSettings camera : wanted.values()) {
      if (!owners.containsKey(camera.id())) {
        give(places.of(camera, clock.millis()));
      }
    }
    places.forgetAllButEnds();
    if (directory.mayChange()) {
      balance();
    } else {
      expectant.forEach(context::signalNoMoreSplits);
      expectant.clear();
    }
  }

  private void eraseWhatIsNoMore() {
    for (CameraSplit split : places.all()) {
      boolean here = owners.containsKey(split.splitId());
      if (!here && split.isOverFor(wanted.get(split.splitId()), clock.millis())) {
        giveAsRemoved(split, BalanceRule.leastLoaded(owners, expectant));
      }
    }
  }

  private void give(CameraSplit split) {
    Integer after = removedBy.remove(split.splitId());
    int reader = after == null ? BalanceRule.leastLoaded(owners, expectant) : after;
    owners.put(split.splitId(), reader);
    context.assignSplit(split, reader);
  }

  /** One camera at a time; the next one when this one has moved. */
  private void balance() {
    if (moving == null) {
      BalanceRule.next(owners, expectant)
          .ifPresent(
              move -> {
                moving = move.camera();
                recalled = false;
                context.sendEventToSourceReader(move.from(), new ReleaseCamera(moving));
              });
    }
  }

  @Override
  public void handleSourceEvent(int reader, SourceEvent event) {
    if (event instanceof CameraEnded end && owners.containsKey(end.split().splitId())) {
      places.end(end.split());
    } else if (event instanceof CameraReleased released) {
      released(released.split(), reader);
    }
  }

  /** Unless the camera was removed meanwhile, or its reader failed and goes back to before. */
  private void released(CameraSplit split, int reader) {
    String id = split.splitId();
    if (id.equals(moving) && !recalled && owners.remove(id, reader)) {
      if (split.isOverFor(wanted.get(id), clock.millis())) {
        giveAsRemoved(split, reader);
      } else {
        give(split.reconfigured(wanted.get(id), clock.millis()));
      }
    }
    moving = id.equals(moving) ? null : moving;
    giveOut();
  }

  /** What no reader can be relied on to remember. */
  @Override
  public List<CameraSplit> snapshotState(long checkpointId) {
    return places.all();
  }

  /** Readers never ask: cameras are given to them. */
  @Override
  public void handleSplitRequest(int reader, String host) {}

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
      watch = null; // what a look that was ended says now is nothing to warn of
    }
  }
}
