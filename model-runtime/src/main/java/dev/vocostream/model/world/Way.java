package dev.vocostream.model.world;

import java.util.Locale;

/** Where a thing can go. */
enum Way {
  LEFT(-1, 0),
  RIGHT(1, 0),
  UP(0, -1),
  DOWN(0, 1);

  private final int dx;
  private final int dy;

  Way(int dx, int dy) {
    this.dx = dx;
    this.dy = dy;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** After a verb: {@code to the left}, {@code up}. */
  String adverb() {
    return dx != 0 ? "to the " + word() : word();
  }

  /** How far a step goes this way; below 0 for the other way. */
  double along(double x, double y) {
    return dx * x + dy * y;
  }

  /** Whether a thing lies in the third of the picture that this way leads to. */
  boolean ends(Seen thing) {
    return along(thing.x() - 0.5, thing.y() - 0.5) > 1 / 6.0;
  }

  /** Whether a thing lies in the third that this way comes from. */
  boolean starts(Seen thing) {
    return along(thing.x() - 0.5, thing.y() - 0.5) < -1 / 6.0;
  }
}
