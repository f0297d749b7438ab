package dev.vocostream.job.cli;

import dev.vocostream.job.SetupException;
import dev.vocostream.model.training.TrainingFailedException;
import dev.vocostream.model.training.TrainingStoppedException;
import dev.vocostream.model.training.record.TrainingProgress;
import java.io.PrintStream;

/** How a training is told of, and stopped. */
final class TrainingScreen {
  /** Of a process that Ctrl-C ended. */
  static final int STOPPED = 130;

  private static final int USUAL_WIDTH = 80;

  private TrainingScreen() {}

  /** A training that tells of itself. */
  @FunctionalInterface
  interface Watched<T> {
    T run(TrainingProgress progress) throws Exception;
  }

  /**
   * Shows a training. Ctrl-C lets it finish and save the update that it is at; without, natives
   * would be torn down under threads that compute.
   *
   * @return its result; null if it was stopped
   * @throws SetupException if it cannot go on as it is
   */
  static <T> T watch(Screen screen, Watched<T> training) throws Exception {
    try (StopSignal signal = StopSignal.open()) {
      try (TrainingProgress progress = new StoppableProgress(of(System.out), signal)) {
        return training.run(progress);
      } catch (TrainingStoppedException e) {
        screen.say(e.getMessage() + "; the same command goes on from there");
        return null;
      } catch (TrainingFailedException e) {
        throw new SetupException(e.getMessage(), e);
      }
    }
  }

  /** A bar at a terminal; lines where output goes to a file or to another program. */
  static TrainingProgress of(PrintStream out) {
    return System.console() == null
        ? new LineProgress(out, System::nanoTime)
        : new BarProgress(out, width(System.getenv("COLUMNS")));
  }

  static int width(String columns) {
    return columns != null && columns.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(columns)
        : USUAL_WIDTH;
  }
}
