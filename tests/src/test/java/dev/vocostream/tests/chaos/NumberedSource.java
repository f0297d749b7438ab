package dev.vocostream.tests.chaos;

import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.ModelSource;

/**
 * Loads a {@link NumberedModel} wherever the job runs.
 *
 * @param leaks whether it keeps native memory of each frame, so that a search for leaks has one
 * @param trouble of its device
 */
record NumberedSource(boolean leaks, DeviceTrouble trouble) implements ModelSource {
  @Override
  public String key() {
    return "numbered";
  }

  @Override
  public VisionLanguageModel load() {
    return new NumberedModel(leaks, trouble);
  }
}
