package dev.vocostream.model.evaluation;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.RgbImage;
import java.util.List;

/** Somebody who sees frames once, and is asked about them afterwards. */
public interface Examinee {
  /**
   * @param frames of a window, oldest first
   * @return what is remembered of each
   */
  List<Activations> remember(List<RgbImage> frames);

  Answering answering();
}
