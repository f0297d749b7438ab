package dev.vocostream.model.world;

/**
 * A thing that can be seen at a moment, as it is then.
 *
 * @param thing its number in its scene; the same at every moment
 * @param x centre, from the left edge of the picture, 0 to 1
 * @param y centre, from the upper edge, 0 to 1
 * @param radius half the side of the box around it, as a part of the picture's side
 */
public record Seen(
    int thing, Shape shape, Colour colour, Size size, double x, double y, double radius) {

  public Place place() {
    return Place.of(x, y);
  }
}
