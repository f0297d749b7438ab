package dev.vocostream.model;

import java.util.Arrays;

/**
 * How a window is made to fit the context of the model: first fewer tokens per frame, then fewer
 * frames, evenly spaced, the newest always among them.
 *
 * @param tokensPerFrame how many of each frame's VoCo tokens are read at most; the first ones,
 *     which are the frame compressed to that many
 * @param picks indices of the frames that are read, rising
 */
public record FitRule(int tokensPerFrame, int[] picks) {
  /**
   * @param tokens how many VoCo tokens each frame of the window has
   * @param positions how many tokens fit, at least one
   */
  public static FitRule fit(int[] tokens, int positions) {
    int most = Arrays.stream(tokens).max().orElse(1);
    for (int kept = most; kept > 1; kept--) {
      int each = kept;
      if (Arrays.stream(tokens).mapToLong(has -> Math.min(has, each)).sum() <= positions) {
        return new FitRule(kept, evenly(tokens.length, tokens.length));
      }
    }
    return new FitRule(1, evenly(tokens.length, Math.min(tokens.length, positions)));
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
