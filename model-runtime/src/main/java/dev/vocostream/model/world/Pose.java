package dev.vocostream.model.world;

/**
 * Where a thing is and how it is then.
 *
 * @param x centre, from the left edge of the picture; below 0 or above 1 is outside
 * @param y centre, from the upper edge
 * @param scale 1 for its own size, 0 for gone
 */
record Pose(double x, double y, double scale, Colour colour) {
  Pose at(double newX, double newY) {
    return new Pose(newX, newY, scale, colour);
  }

  Pose gone() {
    return new Pose(x, y, 0, colour);
  }

  Pose painted(Colour newColour) {
    return new Pose(x, y, scale, newColour);
  }

  /** Between this and {@code next}; the colour changes half way. */
  Pose towards(Pose next, double part) {
    return new Pose(
        x + (next.x - x) * part,
        y + (next.y - y) * part,
        scale + (next.scale - scale) * part,
        part < 0.5 ? colour : next.colour);
  }
}
