package dev.vocostream.job.cli;

import dev.vocostream.model.training.Stage;
import dev.vocostream.model.training.TrainingListener;
import dev.vocostream.model.training.Update;
import java.time.Duration;
import java.util.Locale;

/** A line every few seconds on how a training goes. */
final class TrainingLines implements TrainingListener {
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Screen screen;
  private Stage current;
  private long began; // nanoseconds, of the stage in this process
  private long firstStep;
  private long said;
  private double ce; // sums since the last line
  private double right;
  private int updates;

  TrainingLines(Screen screen) {
    this.screen = screen;
  }

  @Override
  public void updated(Stage stage, long step, Update update) {
    long now = System.nanoTime();
    if (!stage.equals(current)) {
      current = stage;
      began = now;
      said = now;
      firstStep = step;
    }
    ce += update.ce();
    right += update.right();
    updates++;
    if (now - said >= EVERY.toNanos() || step == stage.steps()) {
      say(stage, step, now);
    }
  }

  private void say(Stage stage, long step, long now) {
    double seconds = (now - began) / 1e9;
    double perSecond = Math.max(1, step - firstStep) / Math.max(seconds, 1e-3);
    long left = (long) ((stage.steps() - step) / perSecond);
    screen.say(
        String.format(
            Locale.ROOT,
            "  %-10s %6d of %d  loss %.4f  right %5.1f %%  %5.0f examples/s  %d:%02d left",
            stage.name(),
            step,
            stage.steps(),
            ce / updates,
            100 * right / updates,
            perSecond * stage.batch(),
            left / 60,
            left % 60));
    said = now;
    ce = 0;
    right = 0;
    updates = 0;
  }
}
