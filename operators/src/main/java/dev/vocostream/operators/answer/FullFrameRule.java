package dev.vocostream.operators.answer;

import dev.vocostream.operators.answer.ShownFrames.Shown;
import java.util.List;
import java.util.Set;

/**
 * How many of a window's newest frames are read in full: those of which there are pictures, while
 * they leave three quarters of the room to the past.
 *
 * @param tokens positions that a frame takes which is read in full; 0 where none may be
 */
public record FullFrameRule(int tokens) {
  /** Of a camera: what is happening now needs no more, and pictures are large. */
  public static final int MOST = 4;

  /**
   * @param shown the window's frames, oldest first
   * @param positions that fit beside the question
   * @param pictures times of the samples that have one
   */
  int count(List<Shown> shown, int positions, Set<Long> pictures) {
    int most = tokens == 0 ? 0 : Math.min(MOST, positions / 4 / tokens);
    int count = 0;
    while (count < Math.min(most, shown.size())
        && pictures.contains(shown.get(shown.size() - 1 - count).sample())) {
      count++;
    }
    return count;
  }
}
