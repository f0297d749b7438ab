package dev.vocostream.job.cli;

import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;

/** A training that is shown, and that a signal stops. */
record StoppableProgress(TrainingProgress shown, StopSignal signal) implements TrainingProgress {
  @Override
  public void begin(String stage, long done, long last) {
    shown.begin(stage, done, last);
  }

  @Override
  public void after(TrainingStep step) {
    shown.after(step);
  }

  @Override
  public boolean isStopped() {
    return signal.isGiven();
  }

  @Override
  public void close() {
    shown.close();
  }
}
