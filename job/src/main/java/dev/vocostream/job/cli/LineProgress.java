package dev.vocostream.job.cli;

import dev.vocostream.model.training.record.SmoothedFigure;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells of a training where there is no terminal: a line every half minute. */
final class LineProgress implements TrainingProgress {
  private static final long EVERY_NANOS = Duration.ofSeconds(30).toNanos();

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private SmoothedFigure loss = new SmoothedFigure();
  private long last;
  private long told;
  private double smoothed;
  private TrainingStep untold;

  LineProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void begin(String stage, long done, long last) {
    close();
    this.last = last;
    this.loss = new SmoothedFigure();
    this.told = nanoTime.getAsLong();
    say("%s: steps %d to %d".formatted(stage, done + 1, last));
  }

  @Override
  public void after(TrainingStep step) {
    smoothed = loss.add(step.loss());
    untold = step;
    if (nanoTime.getAsLong() - told >= EVERY_NANOS) {
      tell();
    }
  }

  private void tell() {
    told = nanoTime.getAsLong();
    say(
        "%s: step %d of %d, %s, %s left"
            .formatted(
                untold.stage(),
                untold.step(),
                last,
                figures(smoothed, untold),
                left(untold.secondsLeft())));
    untold = null;
  }

  static String figures(double loss, TrainingStep step) {
    return String.format(Locale.ROOT, "loss %.4f, %.1f/s", loss, step.examplesPerSecond());
  }

  private static String left(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "unknown time";
    }
    long whole = Math.round(seconds);
    return "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  private void say(String line) {
    out.println(Screen.harmless(line));
    out.flush();
  }

  /** The last step is told in any case. */
  @Override
  public void close() {
    if (untold != null) {
      tell();
    }
  }
}
