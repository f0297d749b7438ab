package dev.vocostream.model.world;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * In which shade of each colour a thing is painted. Where colours come in one shade only, what a
 * model learns of a shape is that shape in each of the few colours it was seen in, and a shape in
 * another colour is none that it knows; shades leave it nothing but the shape to go by. So training
 * may have them. The exam has the colours as they are.
 */
record Paint(Map<Colour, Integer> shades) {
  /** A shade is nearer to its own colour than this part of the way to any other. */
  private static final double CLEARLY = 0.7;

  private static final double SHADED = 0.75;

  /** Every colour as it is. */
  static Paint plain() {
    return new Paint(Map.of());
  }

  /** For three of four things, each colour in a shade of their own. */
  static Paint draw(RandomGenerator random) {
    if (random.nextDouble() >= SHADED) {
      return plain();
    }
    Map<Colour, Integer> shades = new EnumMap<>(Colour.class);
    while (shades.size() < Colour.values().length) {
      int rgb = random.nextInt(1 << 24);
      Colour nearest = Palette.nearest(rgb);
      if (isClearly(nearest, rgb)) {
        shades.putIfAbsent(nearest, rgb);
      }
    }
    return new Paint(shades);
  }

  /**
   * Each colour in one that is clearly none of them, and has no name. Those of a shape must not
   * depend on it: a shade that only squares had would say that there is one.
   */
  static Paint nameless(RandomGenerator random) {
    Map<Colour, Integer> shades = new EnumMap<>(Colour.class);
    while (shades.size() < Colour.values().length) {
      int rgb = random.nextInt(1 << 24);
      if (!isClearly(Palette.nearest(rgb), rgb)) {
        shades.put(Colour.values()[shades.size()], rgb);
      }
    }
    return new Paint(shades);
  }

  private static boolean isClearly(Colour nearest, int rgb) {
    double distance = Palette.distance(rgb, Palette.rgb(nearest));
    return Arrays.stream(Colour.values())
        .filter(other -> other != nearest)
        .allMatch(other -> distance < CLEARLY * Palette.distance(rgb, Palette.rgb(other)));
  }

  /** As {@code 0xrrggbb}. */
  int rgb(Colour colour) {
    return shades.getOrDefault(colour, Palette.rgb(colour));
  }
}
