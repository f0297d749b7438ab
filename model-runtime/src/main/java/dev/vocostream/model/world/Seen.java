package dev.vocostream.model.world;

/**
 * A thing that can be seen at a moment, as it is then.
 *
 * @param thing its number in its scene; the same at every moment
 * @param shape null if it has none that has a name
 * @param colour the same; in a picture without colours too
 * @param x centre, from the left edge of the picture, 0 to 1
 * @param y centre, from the upper edge, 0 to 1
 * @param radius half the side of the box around it, as a part of the picture's side
 */
public record Seen(
    int thing, Shape shape, Colour colour, Size size, double x, double y, double radius) {

  /** The same without its colour, where it has none that has a name. */
  public Seen colourless() {
    return new Seen(thing, shape, null, size, x, y, radius);
  }

  /** The same without its shape, where its outline is none. */
  public Seen shapeless() {
    return new Seen(thing, null, colour, size, x, y, radius);
  }

  public Place place() {
    return Place.of(x, y);
  }
}
