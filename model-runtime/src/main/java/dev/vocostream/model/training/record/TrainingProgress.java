package dev.vocostream.model.training.record;

/** Whoever watches a training. Called by the thread that trains, so it must be quick. */
public interface TrainingProgress extends AutoCloseable {
  /** Nobody watches. */
  TrainingProgress UNSEEN =
      new TrainingProgress() {
        @Override
        public void begin(String stage, long done, long last) {}

        @Override
        public void after(TrainingStep step) {}

        @Override
        public void close() {}
      };

  /**
   * A stage begins, or goes on.
   *
   * @param done the last step that is already done, counted over all stages
   * @param last the last step of this stage, counted over all stages
   */
  void begin(String stage, long done, long last);

  void after(TrainingStep step);

  /** Whether the update that was made is to be the last for now: it is saved, and the run ends. */
  default boolean isStopped() {
    return false;
  }

  @Override
  void close();
}
