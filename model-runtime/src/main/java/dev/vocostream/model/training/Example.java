package dev.vocostream.model.training;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.RgbImage;
import java.util.List;

/**
 * One thing to learn from.
 *
 * @param frames oldest first, a second apart for video; none for text alone
 * @param turns questions and the answers to learn
 * @param independent whether each turn is asked by itself, blind to the others; else they are one
 *     conversation
 * @param plain whether the only turn's answer stands behind the frames alone, and nothing is asked
 */
public record Example(
    List<RgbImage> frames, List<Prompt.Turn> turns, boolean independent, boolean plain) {
  public Example {
    frames = List.copyOf(frames);
    turns = List.copyOf(turns);
  }

  public Example(List<RgbImage> frames, List<Prompt.Turn> turns, boolean independent) {
    this(frames, turns, independent, false);
  }

  /** Without what is asked. */
  public Example inPlain() {
    return new Example(frames, turns, independent, true);
  }
}
