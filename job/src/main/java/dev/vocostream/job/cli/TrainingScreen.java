package dev.vocostream.job.cli;

import dev.vocostream.model.training.record.TrainingProgress;
import java.io.PrintStream;

/** Chooses how a training is told of. */
final class TrainingScreen {
  private static final int USUAL_WIDTH = 80;

  private TrainingScreen() {}

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
