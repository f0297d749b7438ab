package dev.vocostream.model.training;

import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import java.util.function.Function;

/** Every colour and shape that a thing can have: 40 looks. */
final class Looks {
  private static final int COLOURS = Colour.values().length;

  static final int COUNT = Shape.values().length * COLOURS;

  private Looks() {}

  /**
   * Puts each thing at its look; of two that look alike, the larger.
   *
   * @param byLook empty, {@link #COUNT} long
   */
  static <T> T[] sort(Iterable<T> things, Function<T, Seen> seen, T[] byLook) {
    for (T thing : things) {
      Seen as = seen.apply(thing);
      int look = as.shape().ordinal() * COLOURS + as.colour().ordinal();
      T other = byLook[look];
      if (other == null || seen.apply(other).radius() < as.radius()) {
        byLook[look] = thing;
      }
    }
    return byLook;
  }
}
