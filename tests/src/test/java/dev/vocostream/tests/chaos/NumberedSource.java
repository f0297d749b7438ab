package dev.vocostream.tests.chaos;

import dev.vocostream.model.VisionLanguageModel;
import dev.vocostream.model.serving.ModelSource;

/** Loads a {@link NumberedModel} wherever the job runs. */
record NumberedSource() implements ModelSource {
  @Override
  public String key() {
    return "numbered";
  }

  @Override
  public VisionLanguageModel load() {
    return new NumberedModel();
  }
}
