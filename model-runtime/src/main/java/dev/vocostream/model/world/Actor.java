package dev.vocostream.model.world;

/**
 * A thing through a scene: where it is and how it looks at any second.
 *
 * <pre>
 *   STANDS         rests
 *   ENTERS         from outside ─► rests                                    inside from the end on
 *   LEAVES         rests ─► outside                                  outside from the end on
 *   MOVES          rests ─► rests, along one axis, from one ninth into another
 *   CHANGES        rests; its colour is another from the end on
 *   HIDES          rests; nobody sees it from the start until the end
 * </pre>
 *
 * @param thing its number in the scene
 * @param before its look until its action ends; the look of all other actions
 * @param after its colour from the end of a change on; else the same as before
 * @param x where it rests first
 * @param toX where it rests at last; outside for one that leaves
 * @param start second in which its action begins
 * @param end whole second at which its action is over
 */
record Actor(
    int thing,
    Action action,
    Look before,
    Colour after,
    double x,
    double y,
    double toX,
    double toY,
    double start,
    double end) {

  enum Action {
    STANDS,
    ENTERS,
    LEAVES,
    MOVES,
    CHANGES,
    HIDES
  }

  /**
   * @param tilt clockwise, radians
   */
  record Look(Shape shape, Colour colour, Size size, double radius, double tilt) {}

  /** How much of its action is done, 0 to 1. */
  private double done(double second) {
    return Math.min(1, Math.max(0, (second - start) / (end - start)));
  }

  double xAt(double second) {
    return x + (toX - x) * done(second);
  }

  double yAt(double second) {
    return y + (toY - y) * done(second);
  }

  Colour colourAt(double second) {
    return second >= end ? after : before.colour();
  }

  /** Whether any of it is in the picture, as it comes and goes. */
  boolean isDrawn(double second) {
    return switch (action) {
      case ENTERS -> second > start;
      case LEAVES -> second < end;
      case HIDES -> second < start || second >= end;
      default -> true;
    };
  }

  /** Whether it is wholly there: one on its way in or out is not. */
  boolean isSeen(double second) {
    return switch (action) {
      case ENTERS -> second >= end;
      case LEAVES -> second <= start;
      default -> isDrawn(second);
    };
  }

  Seen seen(double second) {
    return new Seen(
        thing,
        before.shape(),
        colourAt(second),
        before.size(),
        xAt(second),
        yAt(second),
        before.radius());
  }
}
