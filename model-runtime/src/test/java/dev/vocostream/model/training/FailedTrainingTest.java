package dev.vocostream.model.training;

import static dev.vocostream.model.training.Coloured.student;
import static dev.vocostream.model.training.Coloured.trainer;
import static dev.vocostream.model.training.Coloured.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import dev.vocostream.model.training.record.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that leads nowhere stops and says so, and spoils nothing that is saved. */
class FailedTrainingTest {
  @TempDir Path directory;

  @Test
  void refusesAnUpdateOfNumbersThatAreNotFiniteBeforeItChangesAnything() {
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage(16, 1e30), 2)) {
      trainer.update(0);
      Map<String, float[]> before = values(student);

      assertThatThrownBy(() -> trainer.update(1))
          .hasMessageContaining("stage 'colours' diverged in update 2 of 6")
          .hasMessageContaining("found gradient ")
          .hasMessageContaining("a lower rate than 1.0E30");
      values(student).forEach((name, after) -> assertThat(after).isEqualTo(before.get(name)));
    }
  }

  @Test
  void savesNoWeightsThatAreNotFinite() throws IOException {
    Stage stage = stage(16, Double.POSITIVE_INFINITY);
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        CheckpointFolder folder = CheckpointFolder.open(directory)) {
      StageRun run = new StageRun(stage, student, trainer, folder);
      run.save(1);
      trainer.update(0);

      assertThatThrownBy(() -> run.save(2))
          .hasMessageContaining("stage 'colours' diverged in update 2 of 6");
      assertThat(StageRun.saved(directory)).isEqualTo(1);
    }
  }

  @Test
  void passesOverAnUpdateWhoseOnlyExampleIsBroken() {
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage(1, 1e-3), 2)) {
      Update broken = trainer.update(3);

      assertThat(broken.gradientNorm()).isZero();
      assertThat(trainer.update(4).gradientNorm()).isPositive();
    }
  }

  @Test
  void refusesToLearnFromNothingButBrokenExamples() {
    ExampleSource broken =
        new ExampleSource() {
          @Override
          public long size() {
            return 200;
          }

          @Override
          public Example get(long number) {
            throw new BadExampleException("no file " + number + ".png");
          }
        };
    Stage stage = stage(40, 1e-3);
    try (Student student = student();
        StageTrainer trainer =
            new StageTrainer(
                stage, new LessonObjective(stage, broken, student, null), student, 2)) {
      trainer.update(1);

      assertThatThrownBy(() -> trainer.update(2))
          .hasMessageContaining("stage 'colours' learns nothing")
          .hasMessageContaining("expected answers in updates 2 to 3, found none: no file ")
          .hasMessageEndingWith(".png");
    }
  }

  private static Stage stage(int batch, double rate) {
    Stage like = Coloured.stage(6, Part.values());
    return new Stage(
        like.name(),
        like.trains(),
        like.forms(),
        like.steps(),
        batch,
        rate,
        0,
        0,
        like.clip(),
        0,
        1,
        Method.PLAIN);
  }
}
