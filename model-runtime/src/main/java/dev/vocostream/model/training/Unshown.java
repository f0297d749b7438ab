package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.World;
import org.bytedeco.pytorch.Tensor;

/**
 * Nothing is taught of looks that training never shows. That no training scene has a red star is a
 * fact of that part of the world, not of stars; but where every red thing counts as one more that
 * is no star, redness becomes a reason against stars long before it is learnt what a star looks
 * like, and what is learnt afterwards is stars of each other colour. So of red things, "star" is
 * left out of the names that a thing might have had.
 */
final class Unshown {
  /** Added to a logit, makes it impossible. */
  private static final float IMPOSSIBLE = -1e4f;

  private Unshown() {}

  /** What is left out of what is not asked. */
  @FunctionalInterface
  interface LeftOut {
    boolean isLeftOut(int row, int name);
  }

  /** Never of what has no name. */
  static boolean is(Shape shape, Colour colour) {
    return shape != null && colour != null && !World.trainingShows(shape, colour);
  }

  /**
   * The other names.
   *
   * @param said logits [rows, names]
   */
  static Tensor without(LeftOut leftOut, Backend backend, Tensor said) {
    int rows = (int) said.size(0);
    int names = (int) said.size(1);
    float[] mask = new float[rows * names];
    for (int row = 0; row < rows; row++) {
      for (int name = 0; name < names; name++) {
        if (leftOut.isLeftOut(row, name)) {
          mask[row * names + name] = IMPOSSIBLE;
        }
      }
    }
    return said.add(backend.floats(mask, rows, names));
  }
}
