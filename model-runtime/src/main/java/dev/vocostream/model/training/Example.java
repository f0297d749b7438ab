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
 */
public record Example(List<RgbImage> frames, List<Prompt.Turn> turns, boolean independent) {
  public Example {
    frames = List.copyOf(frames);
    turns = List.copyOf(turns);
  }
}
