package dev.vocostream.model.serving;

import dev.vocostream.model.VisionLanguageModel;
import java.io.Serializable;

/** Where a model comes from; travels with the job, loads where the job runs. */
public interface ModelSource extends Serializable {
  /** Sources with the same key share one loaded model in a process. */
  String key();

  VisionLanguageModel load();

  /** The same model on this GPU of the machine, if it may be on any; else as it is. */
  default ModelSource onGpu(int index) {
    return this;
  }

  /** What ends the process when the model's device is lost. */
  default ProcessEnd processEnd() {
    return ProcessEnd.ofThisProcess();
  }
}
