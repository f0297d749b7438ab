package dev.vocostream.model.answering;

import dev.vocostream.model.tensor.Backend;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * New rows of several questions: packed one behind the other for the products with weights, where a
 * row is a row, and padded to a block per question where each reads its own past.
 *
 * <pre>
 *   packed   a0 a1 a2 b0 c0 c1            padded   a0 a1 a2
 *                                                  b0 .  .
 *                                                  c0 c1 .
 * </pre>
 *
 * Lives as long as the scope it was made in.
 */
final class Rows {
  private final int questions;
  private final int longest;
  private final int count;
  private final Tensor slots; // question * capacity + place in its own past, of each packed row
  private final long[] last; // the last packed row of each question that has one
  private final Tensor toLast; // the same on the device, or null for all rows
  private final Tensor toPadded; // packed row of each padded place, [questions * longest], or null
  private final Tensor toPacked; // padded place of each packed row, [n], or null
  private final Tensor hidden; // bool [questions, longest, capacity]: may not be read

  /**
   * @param before how many own rows each question has already
   * @param counts how many are new; none for a question that has ended
   * @param capacity own rows a question can have
   */
  Rows(Backend backend, int[] before, int[] counts, int capacity) {
    questions = counts.length;
    longest = Arrays.stream(counts).max().orElse(0);
    count = Arrays.stream(counts).sum();
    long[] slot = new long[count];
    long[] padded = new long[questions * longest];
    long[] packed = new long[count];
    int row = 0;
    for (int i = 0; i < questions; i++) {
      for (int j = 0; j < counts[i]; j++, row++) {
        slot[row] = (long) i * capacity + before[i] + j;
        padded[i * longest + j] = row;
        packed[row] = (long) i * longest + j;
      }
    }
    boolean dense = count == padded.length;
    slots = backend.longs(slot);
    last = lastOfEach(counts);
    toLast = last.length == count ? null : backend.longs(last);
    toPadded = dense ? null : backend.longs(padded);
    toPacked = dense ? null : backend.longs(packed);
    hidden = backend.mask(hide(before, counts, capacity)).view(questions, longest, capacity);
  }

  private static long[] lastOfEach(int[] counts) {
    long[] last = new long[(int) Arrays.stream(counts).filter(c -> c > 0).count()];
    int row = 0;
    int asked = 0;
    for (int rows : counts) {
      row += rows;
      if (rows > 0) {
        last[asked++] = row - 1;
      }
    }
    return last;
  }

  /** A row sees what came before it and itself; padding, which is dropped, sees everything. */
  private boolean[][] hide(int[] before, int[] counts, int capacity) {
    boolean[][] hide = new boolean[questions * longest][capacity];
    for (int i = 0; i < questions; i++) {
      for (int j = 0; j < counts[i]; j++) {
        Arrays.fill(hide[i * longest + j], before[i] + j + 1, capacity, true);
      }
    }
    return hide;
  }

  /** Packed rows. */
  int count() {
    return count;
  }

  /** Places in the own rows of all questions: [n] */
  Tensor slots() {
    return slots;
  }

  /** The last packed row of each question that has any. */
  long[] last() {
    return last;
  }

  /** Packed rows, of which only the last of each question: [heads, n, x] -> [heads, last, x] */
  Tensor onlyLast(Tensor packed) {
    return toLast == null ? packed : packed.index_select(1, toLast);
  }

  /** Own rows that a padded row may not read: bool [questions, longest, capacity] */
  Tensor hidden() {
    return hidden;
  }

  /** [heads, n, x] -> [heads, questions, longest, x] */
  Tensor pad(Tensor packed) {
    Tensor rows = toPadded == null ? packed : packed.index_select(1, toPadded);
    return rows.reshape(packed.size(0), questions, longest, packed.size(2));
  }

  /** [heads, questions, longest, x] -> [heads, n, x] */
  Tensor pack(Tensor padded) {
    Tensor rows = padded.reshape(padded.size(0), (long) questions * longest, padded.size(3));
    return toPacked == null ? rows : rows.index_select(1, toPacked);
  }
}
