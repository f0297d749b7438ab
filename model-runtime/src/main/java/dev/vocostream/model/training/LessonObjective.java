package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Right answers to questions about frames. */
final class LessonObjective implements Objective {
  private static final Logger LOG = LoggerFactory.getLogger(LessonObjective.class);

  /** Lessons that go through the model at once; more only cost memory. */
  private static final int TOGETHER = 16;

  private final ExampleSource source;
  private final Student student;
  private final Student teacher;
  private final Compressor compressor;
  private final LessonWriter writer;
  private final Stage stage;

  /**
   * @param teacher sees frames uncompressed; null without distillation
   */
  LessonObjective(Stage stage, ExampleSource source, Student student, Student teacher) {
    this(stage, source, student, teacher, null);
  }

  /**
   * @param teacher sees frames uncompressed; null without distillation
   * @param compressor is used instead of VoCo tokens; null for those
   */
  LessonObjective(
      Stage stage, ExampleSource source, Student student, Student teacher, Compressor compressor) {
    this.compressor = compressor;
    this.stage = stage;
    this.source = source;
    this.student = student;
    this.teacher = teacher;
    this.writer = LessonWriter.of(student);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return compressor == null ? Map.of() : compressor.parameters();
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    AnswerLoss loss = AnswerLoss.of(stage, student);
    for (List<Lesson> some : Batches.alike(lessons(numbers), LessonObjective::frames, TOGETHER)) {
      try (PointerScope scope = new PointerScope()) {
        learn(new LessonBatch(some, frames(some.get(0))), form, loss, gradients);
      }
    }
    return loss.measured();
  }

  private void learn(LessonBatch batch, WindowForm form, AnswerLoss loss, Gradients gradients) {
    Tensor targets = student.backend().longs(batch.targets());
    if (stage.method().recompute() && compressor == null && batch.frames() > 0) {
      RecomputedFrames frames = new RecomputedFrames(student, batch.pictures(), form);
      Tensor said = student.logits(batch, frames.rows(), form);
      frames.learn(loss.of(said, taught(batch, form), targets), gradients);
      return;
    }
    Tensor said =
        compressor == null ? student.logits(batch, form) : student.logits(batch, compressor);
    gradients.add(loss.of(said, taught(batch, form), targets));
  }

  private Tensor taught(LessonBatch batch, WindowForm form) {
    if (teacher == null) {
      return null;
    }
    try (NoGradGuard noGradients = new NoGradGuard()) {
      return teacher.logits(batch, WindowForm.uncompressed(form.vocoTokens()));
    }
  }

  private List<Lesson> lessons(List<Long> numbers) {
    List<Lesson> lessons = new ArrayList<>();
    for (long number : numbers) {
      try {
        lessons.add(writer.write(source.get(number)));
      } catch (BadExampleException e) {
        LOG.warn("example {} is skipped: {}", number, e.getMessage());
      }
    }
    return lessons;
  }

  private static int frames(Lesson lesson) {
    return lesson.frames().size();
  }
}
