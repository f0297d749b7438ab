package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The beginning of the prompt, which is the same for every question and stands right behind the
 * window, names what became of each thing in the window. Questions find there what they would else
 * have to compare frames for, each by itself. The heads are thrown away afterwards.
 *
 * <pre>
 *   layer 2L/3 .. L-1:  V of row i of the beginning  → W_i ┐
 *                       V of row j                   → W_j ┴ sum → every ninth: see StoryNames
 * </pre>
 */
final class WindowObjective implements Objective {
  private static final int TOGETHER = 16;

  private final LongFunction<Window> windows;
  private final Student student;
  private final boolean exact;
  private final Lesson beginning;
  private final Heads heads;

  /**
   * @param windows by number; may be asked by several threads
   * @param exact how {@link Measures} weigh
   */
  WindowObjective(LongFunction<Window> windows, Student student, boolean exact) {
    this.exact = exact;
    this.windows = windows;
    this.student = student;
    this.beginning = Lesson.beginning(student.template().head());
    this.heads = StoryNames.heads(student, beginning.length(), 0.01);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return heads.parameters();
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    List<Window> all = numbers.stream().map(windows::apply).toList();
    Measured measured = Measured.NOTHING;
    for (List<Window> some : Batches.alike(all, w -> w.pictures().size(), TOGETHER)) {
      measured = measured.plus(tell(some, form, gradients));
    }
    return measured;
  }

  private Measured tell(List<Window> some, WindowForm form, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      List<Lesson> lessons = some.stream().map(w -> beginning.about(w.pictures())).toList();
      LessonBatch batch = new LessonBatch(lessons, some.get(0).pictures().size());
      Heard heard = student.listen(batch, form);
      StoryNames names =
          new StoryNames(
              student.backend(), some.stream().map(w -> Story.of(w.moments())).toList(), exact);
      List<Tensor> said = heads.sayOfBeginning(heard, beginning.length());
      Tensor loss = Heads.mean(said, names::loss);
      gradients.add(loss);
      return names.measured(loss, said.get(said.size() - 1));
    }
  }

  @Override
  public void close() {
    heads.close();
  }
}
