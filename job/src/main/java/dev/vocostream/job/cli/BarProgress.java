package dev.vocostream.job.cli;

import dev.vocostream.model.training.record.SmoothedFigure;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a training at a terminal, in one line that changes: stage, share, bar, steps, time so far
 * and time left, loss, examples a second.
 */
final class BarProgress implements TrainingProgress {
  private final PrintStream out;
  private final int width;
  private SmoothedFigure loss;
  private ProgressBar bar;
  private Line line;
  private volatile double secondsLeft;

  /**
   * @param width columns of the terminal
   */
  BarProgress(PrintStream out, int width) {
    this.out = out;
    this.width = width;
  }

  /** The line that changes. The library's own asks the terminal through natives. */
  private final class Line implements ProgressBarConsumer {
    private boolean closed;

    @Override
    public int getMaxRenderedLength() {
      return width - 1; // a cursor behind the last column would begin a new line
    }

    @Override
    public synchronized void accept(String line) {
      if (!closed) {
        out.print("\r" + line);
        out.flush();
      }
    }

    /** Called by the library, if its threads come to that, and by us. */
    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        out.println();
        out.flush();
      }
    }
  }

  @Override
  public void begin(String stage, long done, long last) {
    close();
    loss = new SmoothedFigure();
    secondsLeft = Double.NaN;
    line = new Line();
    bar =
        new ProgressBarBuilder()
            .setTaskName(Screen.harmless(stage))
            .setInitialMax(last)
            .startsFrom(done, Duration.ZERO)
            .setStyle(ProgressBarStyle.ASCII)
            .setEtaFunction(state -> timeLeft())
            .setConsumer(line)
            .build();
  }

  /** The trainer's, which a pause for an evaluation or a resume does not lead astray. */
  private Optional<Duration> timeLeft() {
    double seconds = secondsLeft;
    return Double.isFinite(seconds)
        ? Optional.of(Duration.ofSeconds(Math.round(seconds)))
        : Optional.empty();
  }

  @Override
  public void after(TrainingStep step) {
    secondsLeft = step.secondsLeft();
    bar.setExtraMessage(" " + LineProgress.figures(loss.add(step.loss()), step));
    bar.stepTo(step.step());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      line.close(); // the library gives up, silently, if its drawing thread is busy
      bar = null;
    }
  }
}
