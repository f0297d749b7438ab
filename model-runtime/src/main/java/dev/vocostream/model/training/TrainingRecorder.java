package dev.vocostream.model.training;

import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.IOException;
import java.util.Map;

/** Writes down how a stage goes, and shows it to whoever watches. */
final class TrainingRecorder {
  private final Stage stage;
  private final long before; // updates of earlier stages
  private final long examplesBefore; // of earlier stages
  private final TrainingLog log; // null where nothing is kept
  private final TrainingProgress progress;
  private long began; // nanoseconds
  private long doneAtBegin;

  /**
   * @param before updates of all earlier stages
   * @param examplesBefore examples of all earlier stages
   * @param log null where nothing is kept
   */
  TrainingRecorder(
      Stage stage, long before, long examplesBefore, TrainingLog log, TrainingProgress progress) {
    this.stage = stage;
    this.before = before;
    this.examplesBefore = examplesBefore;
    this.log = log;
    this.progress = progress;
  }

  /**
   * @param done updates of this stage that were made before
   */
  void begin(long done) {
    began = System.nanoTime();
    doneAtBegin = done;
    progress.begin(stage.name(), before + done, before + stage.steps());
  }

  /**
   * @param done updates of this stage, the last one included
   */
  void after(long done, Update update) throws IOException {
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    double perSecond = (done - doneAtBegin) / seconds;
    double alpha = stage.alpha();
    TrainingStep step =
        new TrainingStep(
            before + done,
            stage.name(),
            examplesBefore + done * stage.batch(),
            (1 - alpha) * update.ce() + alpha * stage.tau() * stage.tau() * update.kl(),
            update.ce(),
            stage.isDistilled() ? update.kl() : Double.NaN,
            update.rate(),
            update.gradientNorm(),
            perSecond * stage.batch(),
            (stage.steps() - done) / perSecond,
            Map.of("words", update.right()));
    if (log != null) {
      log.append(step);
    }
    progress.after(step);
  }

  /** Whether whoever watches wants no further update. */
  boolean isStopped() {
    return progress.isStopped();
  }

  /** Before a state is saved: the log must not be behind it. */
  void force() throws IOException {
    if (log != null) {
      log.force();
    }
  }
}
