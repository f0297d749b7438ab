package dev.vocostream.model.world;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** One thing over a window; all that is known of it are differences between moments. */
final class Trail {
  /** A smaller step is none. */
  private static final double STILL = 0.02;

  /** A smaller way is not to be asked about. */
  private static final double FAR = 0.09;

  private final Seen[] at;

  /**
   * @param at by moment, oldest first; null where it is not seen
   */
  Trail(Seen[] at) {
    this.at = at;
  }

  int last() {
    return at.length - 1;
  }

  boolean seen(int moment) {
    return at[moment] != null;
  }

  Seen at(int moment) {
    return at[moment];
  }

  /** As it was seen most recently. */
  Seen latest() {
    int i = last();
    while (at[i] == null) {
      i--;
    }
    return at[i];
  }

  /** Whether it is seen at all moments from this one on. */
  boolean staysFrom(int moment) {
    for (int i = moment; i < at.length; i++) {
      if (at[i] == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether it was not seen a moment before and is seen at this one. */
  boolean comes(int moment) {
    return moment > 0 && at[moment - 1] == null && at[moment] != null;
  }

  /** Whether it was seen a moment before and is not at this one. */
  boolean goes(int moment) {
    return moment > 0 && at[moment - 1] != null && at[moment] == null;
  }

  boolean changes(int moment) {
    return moment > 0 && both(moment) && at[moment - 1].colour() != at[moment].colour();
  }

  /** Whether anything became of it: it came, went, moved or changed. */
  boolean acts(int moment) {
    return steps(moment) || comes(moment) || goes(moment) || changes(moment);
  }

  /** The first moment at which it did so; 0 for never. */
  int first(IntPredicate does) {
    return IntStream.rangeClosed(1, last()).filter(does).findFirst().orElse(0);
  }

  int comings(int from) {
    int count = 0;
    for (int i = from + 1; i < at.length; i++) {
      count += comes(i) ? 1 : 0;
    }
    return count;
  }

  int goings(int from) {
    int count = 0;
    for (int i = from + 1; i < at.length; i++) {
      count += goes(i) ? 1 : 0;
    }
    return count;
  }

  int changes(int from, int to) {
    int count = 0;
    for (int i = from + 1; i <= to; i++) {
      count += changes(i) ? 1 : 0;
    }
    return count;
  }

  /** Whether it looks the same whenever it is seen. */
  boolean oneColour() {
    Colour colour = latest().colour();
    for (Seen seen : at) {
      if (seen != null && seen.colour() != colour) {
        return false;
      }
    }
    return true;
  }

  /** Whether it makes a step, however small. */
  boolean steps(int moment) {
    return moment > 0 && both(moment) && step(moment) > STILL;
  }

  /**
   * Where it went after a moment. Steps in one direction that follow each other are one way.
   *
   * @param unclear whether it also went askew, or too little to be asked about
   */
  record Motion(Set<Way> ways, boolean unclear) {
    boolean none() {
      return ways.isEmpty() && !unclear;
    }

    boolean isOneWay() {
      return ways.size() == 1 && !unclear;
    }

    Way way() {
      return ways.iterator().next();
    }
  }

  Motion motion(int from) {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    boolean unclear = false;
    int i = from + 1;
    while (i < at.length) {
      if (!steps(i)) {
        i++;
        continue;
      }
      Way way = way(i);
      double far = 0;
      boolean askew = false;
      while (i < at.length && steps(i) && way(i) == way) {
        far += way.along(dx(i), dy(i));
        askew |= Math.min(Math.abs(dx(i)), Math.abs(dy(i))) > STILL;
        i++;
      }
      if (askew || far < FAR) {
        unclear = true;
      } else {
        ways.add(way);
      }
    }
    return new Motion(ways, unclear);
  }

  private Way way(int moment) {
    double x = dx(moment);
    double y = dy(moment);
    if (Math.abs(x) > Math.abs(y)) {
      return x < 0 ? Way.LEFT : Way.RIGHT;
    }
    return y < 0 ? Way.UP : Way.DOWN;
  }

  private boolean both(int moment) {
    return at[moment - 1] != null && at[moment] != null;
  }

  private double dx(int moment) {
    return at[moment].x() - at[moment - 1].x();
  }

  private double dy(int moment) {
    return at[moment].y() - at[moment - 1].y();
  }

  private double step(int moment) {
    return Math.max(Math.abs(dx(moment)), Math.abs(dy(moment)));
  }
}
