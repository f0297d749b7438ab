package dev.vocostream.model.training;

import dev.vocostream.model.training.record.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;

/** A stage from wherever it was left to its end, saving on the way. */
final class StageRun {
  private static final String FILE = "state.safetensors";
  private static final Duration SAVE_EVERY = Duration.ofMinutes(2);

  private final Stage stage;
  private final Student student;
  private final StageTrainer trainer;
  private final CheckpointFolder states;

  /**
   * @param states of this stage only
   */
  StageRun(Stage stage, Student student, StageTrainer trainer, CheckpointFolder states) {
    this.stage = stage;
    this.student = student;
    this.trainer = trainer;
    this.states = states;
  }

  /**
   * Updates of this stage that were made before and are saved in a folder; 0 for none.
   *
   * @param states of this stage
   */
  static long saved(Path states) throws IOException {
    return CheckpointFolder.newestIn(states).map(CheckpointFolder::stepOf).orElse(0L);
  }

  /**
   * Makes all updates that are left.
   *
   * @throws TrainingStoppedException if whoever watches stops it; what was done is saved
   * @throws TrainingFailedException if it diverges; what is saved is of before
   */
  void finish(TrainingRecorder recorder) throws IOException {
    long step = resume();
    recorder.begin(step);
    long saved = System.nanoTime();
    while (step < stage.steps()) {
      Update update = trainer.update(step);
      step++;
      recorder.after(step, update);
      boolean stopped = recorder.isStopped() && step < stage.steps();
      if (stopped || System.nanoTime() - saved > SAVE_EVERY.toNanos()) {
        recorder.force();
        save(step);
        saved = System.nanoTime();
      }
      if (stopped) {
        throw new TrainingStoppedException(stage.name(), step, stage.steps());
      }
    }
    trainer.requireFiniteWeights(step);
  }

  private long resume() throws IOException {
    var newest = states.newest();
    if (newest.isEmpty()) {
      return 0;
    }
    TrainingState.read(newest.get().resolve(FILE), tensors());
    long step = CheckpointFolder.stepOf(newest.get());
    trainer.optimizer().resumeAt(step);
    return step;
  }

  void save(long step) throws IOException {
    trainer.requireFiniteWeights(step);
    states.save(step, directory -> TrainingState.write(directory.resolve(FILE), tensors()));
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new TreeMap<>(trainer.optimizer().moments());
    student.parameters().forEach((name, tensor) -> all.put("p." + name, tensor));
    trainer.optimizer().parameters().forEach((name, tensor) -> all.put("p." + name, tensor));
    return all;
  }
}
