package dev.vocostream.model.compression;

/**
 * Who may look at whom when frame, VoCo tokens and text are one sequence.
 *
 * <pre>
 *                 column:  frame   voco   text        ◣ causal: itself and what is before it
 *   row:  frame              ◣                        ■ all
 *         voco               ■      ◣
 *         text                      ■      ◣          text never sees the frame, nor BOS
 * </pre>
 *
 * "Frame" is everything before the first VoCo token: BOS, vision tokens and separator. Because of
 * the empty cell, the VoCo rows' keys and values are all that text needs, and a frame can be
 * forgotten once they are kept.
 *
 * @param first index of the first VoCo token
 * @param last index of the last one
 */
public record VocoMask(int first, int last) {
  /** No VoCo tokens: everyone sees what is before it. */
  public static final VocoMask CAUSAL = new VocoMask(0, Integer.MAX_VALUE);

  /** The mask of a sequence with one block of {@code voco} tokens, or of none. */
  public static VocoMask of(long[] ids, long voco) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == voco) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    return first < 0 ? CAUSAL : new VocoMask(first, last);
  }

  public boolean attends(int row, int column) {
    return column <= row && (row <= last || column >= first);
  }

  /**
   * The last {@code rows} rows of the matrix of a sequence of {@code length}.
   *
   * @return [rows, length], true = may attend
   */
  public boolean[][] lastRows(int rows, int length) {
    boolean[][] matrix = new boolean[rows][length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < length; j++) {
        matrix[i][j] = attends(length - rows + i, j);
      }
    }
    return matrix;
  }
}
