package dev.vocostream.model.world;

/** The colours as they are painted, in light that is neither bright nor dim. */
public final class Palette {
  private static final int[] RGB = {
    0xd72323, 0xf08219, 0xf0dc32, 0x1eaa37, 0x2850d7, 0x8c32a5, 0xf2f2f0, 0x161618
  };

  private Palette() {}

  /** As {@code 0xrrggbb}. */
  public static int rgb(Colour colour) {
    return RGB[colour.ordinal()];
  }

  /** The colour whose paint is nearest to {@code 0xrrggbb}, however far it is. */
  public static Colour nearest(int rgb) {
    Colour nearest = Colour.RED;
    for (Colour colour : Colour.values()) {
      if (distance(rgb, rgb(colour)) < distance(rgb, rgb(nearest))) {
        nearest = colour;
      }
    }
    return nearest;
  }

  /** How far two colours are apart in the cube of {@code 0xrrggbb}, 0 to 442. */
  public static double distance(int one, int other) {
    int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
    int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
    int blue = (one & 0xff) - (other & 0xff);
    return Math.sqrt(red * red + green * green + blue * blue);
  }
}
