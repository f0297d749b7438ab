package dev.vocostream.model.evaluation.world;

import dev.vocostream.model.Activations;
import dev.vocostream.model.Answering;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.VisionLanguageModel;
import java.util.List;

/** Somebody who sees frames once, and is asked about them afterwards. */
public interface Examinee {
  /**
   * @param frames of a window, oldest first
   * @return what is remembered of each
   */
  List<Activations> remember(List<RgbImage> frames);

  Answering answering();

  /** A model as it serves. */
  static Examinee of(VisionLanguageModel model) {
    return new Examinee() {
      @Override
      public List<Activations> remember(List<RgbImage> frames) {
        return model.compress(frames);
      }

      @Override
      public Answering answering() {
        return model.answering();
      }
    };
  }
}
