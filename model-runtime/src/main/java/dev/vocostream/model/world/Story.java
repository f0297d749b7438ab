package dev.vocostream.model.world;

import java.util.List;

/**
 * What became of one thing in a window.
 *
 * @param latest the thing as it was seen most recently
 * @param first where it was at the window's first moment; null if it could not be seen
 * @param last the same of its newest
 * @param came how many moments ago it last came into view; 0 for never
 * @param went how many moments ago it was last seen going; 0 for never
 * @param acted how many moments ago it first did anything; 0 for never
 * @param moved how many moments ago it first moved; 0 for never
 * @param motion see {@link #MOTIONS}
 * @param before its colour when it was first seen
 */
public record Story(
    Seen latest,
    Place first,
    Place last,
    int came,
    int went,
    int acted,
    int moved,
    int motion,
    Colour before) {
  /** None, one of the four ways, or anything else. */
  public static final int MOTIONS = 2 + Way.values().length;

  /** Of all things that are seen in a window, a second between its moments. */
  public static List<Story> of(List<Moment> window) {
    return new Watched(window, null).trails().stream().map(Story::of).toList();
  }

  private static Story of(Trail trail) {
    int last = trail.last();
    int came = 0;
    int went = 0;
    Colour before = null;
    for (int i = 0; i <= last; i++) {
      came = trail.comes(i) ? last - i + 1 : came;
      went = trail.goes(i) ? last - i + 1 : went;
      before = before == null && trail.seen(i) ? trail.at(i).colour() : before;
    }
    return new Story(
        trail.latest(),
        place(trail, 0),
        place(trail, last),
        came,
        went,
        ago(trail, trail.first(trail::acts)),
        ago(trail, trail.first(trail::steps)),
        motion(trail),
        before);
  }

  private static int ago(Trail trail, int moment) {
    return moment == 0 ? 0 : trail.last() - moment + 1;
  }

  private static Place place(Trail trail, int moment) {
    return trail.seen(moment) ? trail.at(moment).place() : null;
  }

  private static int motion(Trail trail) {
    Trail.Motion motion = trail.motion(0);
    if (motion.none()) {
      return 0;
    }
    return motion.isOneWay() ? 1 + motion.way().ordinal() : MOTIONS - 1;
  }
}
