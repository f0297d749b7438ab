package dev.vocostream.operators.decode;

import dev.vocostream.operators.CameraSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far cameras that no reader has just now had got, and who says so. What readers report
 * outweighs what they had been given: they report the checkpoint to which everything behind them
 * went back as well. Of two reports of a camera the further one counts: a reader that has let a
 * camera go keeps a copy for a while.
 */
final class KnownPlaces {
  private final Map<String, CameraSplit> reported = new TreeMap<>();
  private final Map<String, CameraSplit> givenBack = new TreeMap<>();
  private final Map<String, CameraSplit> ended = new TreeMap<>();
  private final Map<String, Long> removedAt = new HashMap<>();

  /** From a checkpoint. */
  void report(List<CameraSplit> splits) {
    splits.forEach(
        split -> reported.merge(split.splitId(), asOfNow(split), CameraSplit::orFurther));
  }

  /** Was given to a reader that failed before a checkpoint held it. */
  void giveBack(List<CameraSplit> splits) {
    splits.forEach(split -> givenBack.merge(split.splitId(), split, CameraSplit::orFurther));
  }

  /** A reader may finish after the end of its cameras, and is then in no checkpoint. */
  void end(CameraSplit split) {
    ended.put(split.splitId(), split);
  }

  /** Null if nothing is known. One that was removed is so, whatever else is known of it. */
  CameraSplit of(String id) {
    CameraSplit back = givenBack.get(id);
    CameraSplit report = reported.get(id);
    if (report == null || (back != null && back.removed())) {
      return back == null ? ended.get(id) : back;
    }
    return report;
  }

  /** Where a camera that is given out goes on; a new one at its start. */
  CameraSplit of(CameraSettings wanted, long now) {
    CameraSplit known = of(wanted.id());
    return known == null ? CameraSplit.firstOf(wanted, now) : known.reconfigured(wanted, now);
  }

  void markRemoved(String id) {
    for (Map<String, CameraSplit> places : List.of(reported, givenBack, ended)) {
      places.computeIfPresent(id, (key, split) -> split.asRemoved());
    }
  }

  /**
   * Cameras were removed then, perhaps while no job ran, and others of their ids are there now.
   *
   * @param times epoch milliseconds by id
   */
  void removedAt(Map<String, Long> times) {
    removedAt.putAll(times);
    for (Map<String, CameraSplit> places : List.of(reported, givenBack, ended)) {
      places.replaceAll((id, split) -> asOfNow(split));
    }
  }

  /** What began before the camera was removed is of the former one. */
  private CameraSplit asOfNow(CameraSplit split) {
    Long at = removedAt.get(split.splitId());
    return at == null || split.start() >= at ? split : split.asRemoved();
  }

  void forget(String id) {
    reported.remove(id);
    givenBack.remove(id);
    ended.remove(id);
  }

  /** All cameras were given out. That some have ended stays known. */
  void forgetAllButEnds() {
    reported.clear();
    givenBack.clear();
  }

  /** One split for each camera of which anything is known, by id. */
  List<CameraSplit> all() {
    Map<String, CameraSplit> all = new HashMap<>(ended);
    all.putAll(givenBack);
    all.putAll(reported);
    return all.keySet().stream().sorted().map(this::of).toList();
  }
}
