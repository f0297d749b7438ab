package dev.vocostream.model.training;

/** A training was stopped by whoever watches it. What is done is saved. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStoppedException(String stage, long step, long steps) {
    super("stopped behind update %d of %d of %s, which is saved".formatted(step, steps, stage));
  }
}
