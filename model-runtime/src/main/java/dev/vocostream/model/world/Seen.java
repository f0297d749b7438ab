package dev.vocostream.model.world;

/**
 * A thing that can be seen at a moment, as it is then.
 *
 * @param thing its number in its scene; the same at every moment
 * @param colour null in a picture without colours
 * @param x centre, from the left edge of the picture, 0 to 1
 * @param y centre, from the upper edge, 0 to 1
 * @param radius half the side of the box around it, as a part of the picture's side
 */
public record Seen(
    int thing, Shape shape, Colour colour, Size size, double x, double y, double radius) {

  /** The same without its colour, in a picture that has none. */
  public Seen inGrey() {
    return new Seen(thing, shape, null, size, x, y, radius);
  }

  public Place place() {
    return Place.of(x, y);
  }
}
