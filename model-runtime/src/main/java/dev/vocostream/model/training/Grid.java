package dev.vocostream.model.training;

import dev.vocostream.model.world.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A picture in equal cells. What is to be told of things is told cell by cell and never look by
 * look, which would teach that what training does not show cannot be: a red star, say, though red
 * things and stars are known.
 */
final class Grid {
  private final int side;

  /**
   * @param side cells in a row
   */
  Grid(int side) {
    this.side = side;
  }

  int cells() {
    return side * side;
  }

  /**
   * Puts each thing at the cell of its centre; of two in one cell, the larger.
   *
   * @return row by row, null for nothing
   */
  <T> List<T> sort(Iterable<T> things, Function<T, Seen> seen) {
    List<T> cells = new ArrayList<>(Collections.nCopies(cells(), null));
    for (T thing : things) {
      Seen as = seen.apply(thing);
      int cell = side * along(as.y()) + along(as.x());
      T other = cells.get(cell);
      if (other == null || seen.apply(other).radius() < as.radius()) {
        cells.set(cell, thing);
      }
    }
    return cells;
  }

  private int along(double at) {
    return Math.min(side - 1, Math.max(0, (int) (at * side)));
  }
}
