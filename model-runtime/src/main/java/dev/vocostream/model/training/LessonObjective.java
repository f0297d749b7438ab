package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Right answers to questions about frames. */
final class LessonObjective implements Objective {
  private static final Logger LOG = LoggerFactory.getLogger(LessonObjective.class);

  /** What the teacher sees. */
  private static final WindowForm TAUGHT = WindowForm.withoutVoco();

  private final ExampleSource source;
  private final Student student;
  private final Student teacher;
  private final Compressor compressor;
  private final LessonWriter writer;
  private final Stage stage;
  private volatile BadExampleException lastSkipped; // lanes ask at once: any of theirs will do

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
    this.writer = LessonWriter.of(student, forms(stage, teacher));
  }

  /** All that a window is read in, by the teacher as well. */
  private static List<WindowForm> forms(Stage stage, Student teacher) {
    List<WindowForm> forms = new ArrayList<>(stage.forms());
    if (teacher != null) {
      forms.add(TAUGHT);
    }
    return forms;
  }

  @Override
  public Map<String, Tensor> parameters() {
    return compressor == null ? Map.of() : compressor.parameters();
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    AnswerLoss loss = AnswerLoss.of(stage, student);
    int together = stage.method().together();
    for (List<Lesson> some : Batches.alike(lessons(numbers), LessonObjective::frames, together)) {
      try (PointerScope scope = new PointerScope()) {
        learn(new LessonBatch(some, frames(some.get(0))), form, loss, gradients);
      }
    }
    return loss.measured();
  }

  @Override
  public BadExampleException lastSkipped() {
    return lastSkipped;
  }

  private void learn(LessonBatch batch, WindowForm form, AnswerLoss loss, Gradients gradients) {
    Tensor targets = student.backend().longs(batch.targets());
    Tensor taught = taught(batch);
    if (stage.method().recompute() && compressor == null) {
      recompute(batch, form, said -> loss.of(said, taught, targets), gradients);
      return;
    }
    Tensor said =
        compressor == null ? student.logits(batch, form) : student.logits(batch, compressor);
    gradients.add(loss.of(said, taught, targets));
  }

  private void recompute(
      LessonBatch batch, WindowForm form, UnaryOperator<Tensor> loss, Gradients gradients) {
    if (batch.frames() == 0) {
      new RecomputedText(student, batch, null, form).learn(loss, gradients);
      return;
    }
    RecomputedFrames frames = new RecomputedFrames(student, batch.pictures(), form);
    frames.learn(
        new RecomputedText(student, batch, frames.rows(), form).learn(loss, gradients), gradients);
  }

  private Tensor taught(LessonBatch batch) {
    if (teacher == null) {
      return null;
    }
    try (NoGradGuard noGradients = new NoGradGuard()) {
      return teacher.logits(batch, TAUGHT);
    }
  }

  private List<Lesson> lessons(List<Long> numbers) {
    List<Lesson> lessons = new ArrayList<>();
    for (long number : numbers) {
      try {
        lessons.add(writer.write(source.get(number)));
      } catch (BadExampleException e) {
        LOG.warn("example {} is skipped: {}", number, e.getMessage());
        lastSkipped = e;
      }
    }
    return lessons;
  }

  private static int frames(Lesson lesson) {
    return lesson.frames().size();
  }
}
