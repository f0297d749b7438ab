package dev.vocostream.model.training;

/**
 * What text sees of a window's frames.
 *
 * <pre>
 *   frames          oldest                            newest
 *   compressed      k        k        k        k        k          the mask of the paper
 *   hybrid          k        k        k        n+s+k    n+s+k      the newest in full
 *   uncompressed    n+s+k    n+s+k    n+s+k    n+s+k    n+s+k      the mask left out
 * </pre>
 *
 * @param vocoTokens k, of each frame
 * @param fullFrames how many of the newest frames are seen in full
 */
public record WindowForm(int vocoTokens, int fullFrames) {
  public static WindowForm compressed(int vocoTokens) {
    return new WindowForm(vocoTokens, 0);
  }

  /** The model that compression is measured against: VoCo tokens are there, but hide nothing. */
  public static WindowForm uncompressed(int vocoTokens) {
    return new WindowForm(vocoTokens, Integer.MAX_VALUE);
  }

  /** As the model was before there were VoCo tokens. */
  public static WindowForm withoutVoco() {
    return uncompressed(0);
  }

  /**
   * Rows of a window.
   *
   * @param shown rows that a frame has beside its VoCo tokens where it is seen in full
   */
  int rows(int frames, int shown) {
    return Math.min(frames, fullFrames) * shown + frames * vocoTokens;
  }

  boolean isFull(int frame, int frames) {
    return frame >= frames - fullFrames;
  }
}
