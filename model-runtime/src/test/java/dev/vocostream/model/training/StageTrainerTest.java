package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.record.CheckpointFolder;
import dev.vocostream.model.training.record.TrainingLog;
import dev.vocostream.model.training.record.TrainingProgress;
import dev.vocostream.model.training.record.TrainingStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates learn, change only what they should, and go on where they were stopped. */
class StageTrainerTest {
  private static final String[] COLOURS = {"red", "green", "blue"};

  /** Pictures of one colour, and what it is. */
  private static final ExampleSource COLOURED =
      new ExampleSource() {
        @Override
        public long size() {
          return Long.MAX_VALUE;
        }

        @Override
        public Example get(long number) {
          if (number % 7 == 3) {
            throw new BadExampleException("example 3 of every 7 is broken");
          }
          int colour = (int) (number * 31 % 3);
          byte[] rgb = new byte[3 * 16 * 16];
          for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i % 3 == colour ? 220 : 20);
          }
          return new Example(
              List.of(new RgbImage(16, 16, rgb)),
              List.of(new Turn("What colour is it?", COLOURS[colour])),
              true);
        }
      };

  @TempDir Path directory;

  @Test
  void learnsToSeeThroughVocoTokens() {
    List<Double> ce = new ArrayList<>();
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage(40, Stage.Part.values()), 2)) {
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
      try (StageTrainer trainer = trainer(student, stage(1, Stage.Part.PROJECTOR), 1)) {
        trainer.update(0);
      }

      values(student)
          .forEach(
              (name, after) -> {
                double moved = difference(after, before.get(name));
                if (Stage.Part.of(name) == Stage.Part.PROJECTOR) {
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
        StageTrainer trainer = trainer(student, stage(6, Stage.Part.values()), 2)) {
      for (int step = 0; step < 6; step++) {
        trainer.update(step);
      }
      atOnce = values(student);
    }
    Path states = directory.resolve("states");
    Stage stage = stage(6, Stage.Part.values());
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        CheckpointFolder folder = CheckpointFolder.open(states)) {
      for (int step = 0; step < 4; step++) {
        trainer.update(step);
      }
      new StageRun(stage, student, trainer, folder).save(4);
    }

    Path file = directory.resolve("log.jsonl");
    try (Student student = student();
        StageTrainer trainer = trainer(student, stage, 2);
        CheckpointFolder folder = CheckpointFolder.open(states);
        TrainingLog log = TrainingLog.openAfter(file, StageRun.saved(states))) {
      new StageRun(stage, student, trainer, folder)
          .finish(new TrainingRecorder(stage, 0, 0, log, TrainingProgress.UNSEEN));

      assertThat(TrainingLog.read(file)).extracting(TrainingStep::step).containsExactly(5L, 6L);
      values(student).forEach((name, after) -> assertThat(after).isEqualTo(atOnce.get(name)));
    }
  }

  @Test
  void isTaughtByTheModelThatSeesFramesInFull() {
    Stage taught =
        new Stage(
            "taught",
            List.of(Stage.Part.values()),
            List.of(WindowForm.compressed(1)),
            20,
            8,
            1e-3,
            0.1,
            0,
            1,
            1, // by the teacher's words alone
            2);
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

  private static Student student() {
    return Student.load(Checkpoints.tiny(), new Compute("cpu", DType.FP32, 2));
  }

  private static StageTrainer trainer(Student student, Stage stage, long seed) {
    return new StageTrainer(
        stage, new LessonObjective(stage, COLOURED, student, null), student, seed);
  }

  private static Stage stage(int steps, Stage.Part... parts) {
    List<WindowForm> forms = List.of(WindowForm.compressed(1), WindowForm.compressed(2));
    return new Stage("colours", List.of(parts), forms, steps, 16, 1e-3, 0.1, 0.01, 1, 0, 1);
  }

  private static Map<String, float[]> values(Student student) {
    Map<String, float[]> values = new TreeMap<>();
    try (PointerScope scope = new PointerScope()) {
      student
          .parameters()
          .forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor.detach())));
    }
    return values;
  }
}
