package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.List;

/**
 * What a thing does over a scene: poses at seconds, at an even pace from one to the next, at rest
 * before the first and after the last.
 */
record Track(List<Key> keys) {
  /**
   * What happens "at" a whole second happens shortly before it, and is over well before it: the
   * picture of that second, and those next to it, show a thing at rest.
   */
  private static final double BEGINS = 0.8;

  private static final double ENDS = 0.2;

  record Key(double second, Pose pose) {}

  Track {
    keys = List.copyOf(keys);
  }

  static Track resting(Pose pose) {
    return new Track(List.of(new Key(0, pose)));
  }

  /** Then moves evenly to {@code end}, from one second to another. */
  Track moving(int from, int until, Pose end) {
    return with(new Key(from, last()), new Key(until, end));
  }

  /** Then becomes {@code next} in the second before {@code at}. */
  Track turning(int at, Pose next) {
    return with(new Key(at - BEGINS, last()), new Key(at - ENDS, next));
  }

  /** The same in another place. */
  Track moved(double x, double y) {
    return new Track(keys.stream().map(key -> new Key(key.second(), key.pose().at(x, y))).toList());
  }

  private Track with(Key from, Key until) {
    List<Key> longer = new ArrayList<>(keys);
    longer.add(from);
    longer.add(until);
    return new Track(longer);
  }

  private Pose last() {
    return keys.get(keys.size() - 1).pose();
  }

  Pose at(double second) {
    Key before = keys.get(0);
    for (Key key : keys) {
      if (key.second() > second) {
        double part = (second - before.second()) / (key.second() - before.second());
        return before.pose().towards(key.pose(), Math.max(0, part));
      }
      before = key;
    }
    return before.pose();
  }
}
