package dev.vocostream.operators.sample;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;

/**
 * Whether a frame shows something that the last kept one does not. Compared is with what was kept,
 * not with the frame before, so that what moves slowly is not missed for ever.
 *
 * <pre>
 *   kept   seen     light, the median of seen/kept per colour: taken out first
 *   ....   ....     noise: no cell differs by as much as a thing does
 *   .#..   ..#.     a thing that moved: cells differ where it was and where it is
 * </pre>
 *
 * @param keepAlive a frame this long after the last kept one is kept whatever it shows
 */
public record ChangeRule(Duration keepAlive) implements Serializable {
  /** A cell has changed if a colour of it differs by this much, of 255; measured, see RATIONALE. */
  private static final int CELL_DIFFERS = 24;

  /** A frame is new if this many of its 1,024 cells have changed; measured, see RATIONALE. */
  private static final int CELLS_THAT_COUNT = 2;

  /** More light or less than this at once is not the sun but a switch. */
  private static final double MOST_LIGHT = 1.3;

  /** The light on cells darker than this cannot be told. */
  private static final int DARK = 8;

  private static final int WHITE = 255;

  public ChangeRule {
    if (keepAlive.isNegative() || keepAlive.isZero()) {
      throw new IllegalArgumentException("sample.keep-alive must be positive, was " + keepAlive);
    }
  }

  /** Whether nothing new is seen, {@code sinceKept} milliseconds after the kept frame. */
  boolean isUnchanged(Thumbnail kept, Thumbnail seen, long sinceKept) {
    return sinceKept < keepAlive.toMillis() && isSameScene(kept, seen);
  }

  static boolean isSameScene(Thumbnail kept, Thumbnail seen) {
    double[] light = new double[Thumbnail.PLANES];
    for (int plane = 0; plane < Thumbnail.PLANES; plane++) {
      light[plane] = light(kept, seen, plane);
      if (light[plane] > MOST_LIGHT || light[plane] < 1 / MOST_LIGHT) {
        return false;
      }
    }
    int changed = 0;
    for (int cell = 0; cell < Thumbnail.CELLS; cell++) {
      changed += hasChanged(kept, seen, light, cell) ? 1 : 0;
    }
    return changed < CELLS_THAT_COUNT;
  }

  private static boolean hasChanged(Thumbnail kept, Thumbnail seen, double[] light, int cell) {
    for (int plane = 0; plane < Thumbnail.PLANES; plane++) {
      double expected = Math.min(WHITE, kept.level(plane, cell) * light[plane]);
      if (Math.abs(seen.level(plane, cell) - expected) >= CELL_DIFFERS) {
        return true;
      }
    }
    return false;
  }

  /** By how much the light of a colour has changed; a median, so things do not count as light. */
  private static double light(Thumbnail kept, Thumbnail seen, int plane) {
    double[] ratios = new double[Thumbnail.CELLS];
    int count = 0;
    for (int cell = 0; cell < Thumbnail.CELLS; cell++) {
      int before = kept.level(plane, cell);
      if (before >= DARK && before < WHITE) {
        ratios[count++] = (double) seen.level(plane, cell) / before;
      }
    }
    if (count < Thumbnail.CELLS / 4) {
      return 1; // too little to tell; a change of light then shows as a change of cells
    }
    Arrays.sort(ratios, 0, count);
    return ratios[count / 2];
  }
}
