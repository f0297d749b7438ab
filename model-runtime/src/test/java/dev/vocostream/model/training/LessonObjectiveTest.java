package dev.vocostream.model.training;

import static dev.vocostream.model.training.Coloured.student;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.training.Stage.Method;
import dev.vocostream.model.training.Stage.Part;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever reads a window must have room for it. */
class LessonObjectiveTest {
  private static final WindowForm FORM = WindowForm.compressed(1);

  @Test
  void aTeacherIsShownNoWindowThatIsTooLongForIt() {
    try (Student student = student();
        Student teacher = student()) {
      int shown = student.config().vision().tokens();
      int frames = 1 + student.config().decoder().maxPositions() / shown;

      assertThat(targets(student, null, frames)).isPositive();
      assertThat(targets(student, teacher, 1)).isPositive();
      assertThat(targets(student, teacher, frames)).isZero();
    }
  }

  private static int targets(Student student, Student teacher, int frames) {
    Example example =
        new Example(
            Collections.nCopies(frames, Checkpoints.picture(1, 9, 9)),
            List.of(new Turn("What colour is it?", "red")),
            true);
    ExampleSource source =
        new ExampleSource() {
          @Override
          public long size() {
            return 1;
          }

          @Override
          public Example get(long number) {
            return example;
          }
        };
    double alpha = teacher == null ? 0 : 0.5;
    Stage stage =
        new Stage(
            "taught",
            List.of(Part.PROJECTOR),
            List.of(FORM),
            1,
            1,
            1e-3,
            0,
            0,
            1,
            alpha,
            1,
            Method.PLAIN);
    student.parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
    try (Gradients gradients = new Gradients(student.parameters())) {
      Objective objective = new LessonObjective(stage, source, student, teacher);
      return objective.learn(List.of(0L), FORM, gradients).targets();
    }
  }
}
