package dev.vocostream.operators.answer;

/**
 * How a window is made to fit the context of the model: first fewer tokens per frame, then fewer
 * frames, evenly spaced, the newest always among them.
 *
 * @param tokensPerFrame how many of each frame's VoCo tokens are read; the first ones, which are
 *     the frame compressed to that many
 * @param picks indices of the frames that are read, rising
 */
record FitRule(int tokensPerFrame, int[] picks) {
  /**
   * @param frames how many frames the window holds
   * @param tokens how many VoCo tokens each has
   * @param positions how many tokens fit, at least one
   */
  static FitRule fit(int frames, int tokens, int positions) {
    if (frames <= positions) {
      int kept = frames == 0 ? tokens : Math.min(tokens, positions / frames);
      return new FitRule(kept, evenly(frames, frames));
    }
    return new FitRule(1, evenly(frames, positions));
  }

  private static int[] evenly(int frames, int wanted) {
    int[] picks = new int[wanted];
    for (int i = 0; i < wanted; i++) {
      // Counted from the newest back, so that it is kept whatever the rounding does.
      picks[wanted - 1 - i] = frames - 1 - (int) ((long) i * frames / wanted);
    }
    return picks;
  }
}
