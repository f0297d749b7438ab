package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.difference;
import static dev.vocostream.model.training.Coloured.COLOURED;
import static dev.vocostream.model.training.Coloured.stage;
import static dev.vocostream.model.training.Coloured.student;
import static dev.vocostream.model.training.Coloured.trainer;
import static dev.vocostream.model.training.Coloured.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates learn, change only what they should, and go on where they were stopped. */
class StageTrainerTest {
  @TempDir Path directory;

  @Test
  void learnsToSeeThroughVocoTokens() {
    List<Double> ce = new ArrayList<>();
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage(40, Part.values()), 2)) {
      for (int step = 0; step < 40; step++) {
        ce.add(trainer.update(step).ce());
      }
    }

    assertThat(ce.get(39)).isLessThan(0.2 * ce.get(0));
  }

  @Test
  void changesOnlyThePartsThatAStageTrains() {
    try (Student student = student()) {
      Map<String, float[]> before = values(student);
      try (StageTrainer trainer = trainer(student, stage(1, Part.PROJECTOR), 1)) {
        trainer.update(0);
      }

      values(student)
          .forEach(
              (name, after) -> {
                double moved = difference(after, before.get(name));
                if (Part.of(name) == Part.PROJECTOR) {
                  assertThat(moved).as(name).isPositive();
                } else {
                  assertThat(moved).as(name).isZero();
                }
              });
    }
  }

  @Test
  void endsInTheSameWeightsWhenItWasStoppedBetween() throws IOException {
    Map<String, float[]> atOnce;
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage(6, Part.values()), 2)) {
      for (int step = 0; step < 6; step++) {
        trainer.update(step);
      }
      atOnce = values(student);
    }
    Path states = directory.resolve("states");
    Path file = directory.resolve("log.jsonl");
    Stage stage = stage(6, Part.values());
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        CheckpointFolder folder = CheckpointFolder.open(states);
        TrainingLog log = TrainingLog.openAfter(file, 0)) {
      StageRun run = new StageRun(stage, student, trainer, folder);
      TrainingRecorder recorder = new TrainingRecorder(stage, 0, 0, log, new StoppedAfter(4));

      assertThatExceptionOfType(TrainingStoppedException.class)
          .isThrownBy(() -> run.finish(recorder))
          .withMessage("stopped behind update 4 of 6 of %s, which is saved", stage.name());
    }

    try (Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        CheckpointFolder folder = CheckpointFolder.open(states);
        TrainingLog log = TrainingLog.openAfter(file, StageRun.saved(states))) {
      new StageRun(stage, student, trainer, folder)
          .finish(new TrainingRecorder(stage, 0, 0, log, TrainingProgress.UNSEEN));

      assertThat(TrainingLog.read(file))
          .extracting(TrainingStep::step)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
      values(student).forEach((name, after) -> assertThat(after).isEqualTo(atOnce.get(name)));
    }
  }

  /** Wants no update behind this one. */
  private static final class StoppedAfter implements TrainingProgress {
    private final long last;
    private long newest;

    StoppedAfter(long last) {
      this.last = last;
    }

    @Override
    public void begin(String stage, long done, long last) {}

    @Override
    public void after(TrainingStep step) {
      newest = step.step();
    }

    @Override
    public boolean isStopped() {
      return newest >= last;
    }

    @Override
    public void close() {}
  }

  @Test
  void isTaughtByTheModelThatSeesFramesInFull() {
    Stage taught = taught(20);
    try (Student student = student();
        Student teacher = student()) {
      Objective objective = new LessonObjective(taught, COLOURED, student, teacher);
      try (StageTrainer trainer = new StageTrainer(taught, objective, student, 5)) {
        Update first = trainer.update(0);
        Update last = first;
        for (int step = 1; step < 20; step++) {
          last = trainer.update(step);
        }

        assertThat(last.kl()).isLessThan(0.5 * first.kl());
      }
    }
  }

  /** Of a model that has just got its {@code <voco>} row, that row is noise. */
  @Test
  void theTeacherDoesNotSeeVocoTokens() {
    Stage taught = taught(1);
    try (Student student = student();
        Student teacher = student()) {
      double before = kl(taught, student, teacher);
      Tensor embedding = teacher.parameters().get("model.embed_tokens.weight");
      try (PointerScope scope = new PointerScope();
          NoGradGuard noGradients = new NoGradGuard()) {
        embedding.select(0, teacher.config().tokens().voco()).mul_(new Scalar(100));
      }
      assertThat(kl(taught, student, teacher)).isEqualTo(before);
    }
  }

  private static double kl(Stage stage, Student student, Student teacher) {
    Objective objective = new LessonObjective(stage, COLOURED, student, teacher);
    student.parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
    try (Gradients gradients = new Gradients(student.parameters())) {
      return objective.learn(List.of(0L, 1L), stage.forms().get(0), gradients).kl();
    }
  }

  private static Stage taught(int steps) {
    return new Stage(
        "taught",
        List.of(Part.values()),
        List.of(WindowForm.compressed(1)),
        steps,
        8,
        1e-3,
        0.1,
        0,
        1,
        1, // by the teacher's words alone
        2,
        Method.PLAIN);
  }
}
