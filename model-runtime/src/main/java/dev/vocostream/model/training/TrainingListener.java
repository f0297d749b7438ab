package dev.vocostream.model.training;

/** Hears how a training goes. */
@FunctionalInterface
public interface TrainingListener {
  /**
   * @param step updates of the stage that are made, this one included
   */
  void updated(Stage stage, long step, Update update);
}
