package dev.vocostream.model.evaluation;

import dev.vocostream.model.RgbImage;
import java.util.List;

/** Whoever is asked: greedy, one answer a question. */
@FunctionalInterface
public interface AskedModel {
  /**
   * @param frames oldest first; one for a picture
   * @param question as the benchmark words it, with its newlines
   * @throws BadVisualException if nothing can be seen beside so long a question
   */
  String answer(List<RgbImage> frames, String question);
}
