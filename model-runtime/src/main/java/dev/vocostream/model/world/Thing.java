package dev.vocostream.model.world;

/**
 * One thing of a scene.
 *
 * @param radius half the side of the box around it, as a part of the picture's side
 * @param outline in a box of side 2 around the origin
 */
record Thing(
    int number,
    Shape shape,
    Size size,
    double radius,
    java.awt.Shape outline,
    Track track,
    Paint paint) {
  private static final double APART = 0.015;

  /** How close in time overlaps are looked for: the pictures of a clip. */
  private static final double STEP = 0.1;

  Thing numbered(int next) {
    return new Thing(next, shape, size, radius, outline, track, paint);
  }

  Thing on(Track other) {
    return new Thing(number, shape, size, radius, outline, other, paint);
  }

  Thing in(Paint other) {
    return new Thing(number, shape, size, radius, outline, track, other);
  }

  Thing cut(java.awt.Shape other) {
    return new Thing(number, shape, size, radius, other, track, paint);
  }

  /** At least half of it can be seen. */
  boolean isSeen(double second) {
    Pose pose = track.at(second);
    return pose.scale() >= 0.5 && isInside(pose.x()) && isInside(pose.y());
  }

  private static boolean isInside(double at) {
    return at >= 0 && at <= 1;
  }

  Seen seen(double second) {
    Pose pose = track.at(second);
    return new Seen(number, shape, pose.colour(), size, pose.x(), pose.y(), radius * pose.scale());
  }

  /** Whether the boxes around two things are apart throughout; what hides keeps its place. */
  boolean isApartFrom(Thing other) {
    double least = radius + other.radius + APART;
    for (double second = 0; second <= Scene.SECONDS; second += STEP) {
      Pose here = track.at(second);
      Pose there = other.track.at(second);
      double apart = Math.max(Math.abs(here.x() - there.x()), Math.abs(here.y() - there.y()));
      if (apart < least) {
        return false;
      }
    }
    return true;
  }
}
