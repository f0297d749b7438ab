package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

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
  private final Lesson beginning;
  private final Heads heads; // [rows * Hkv * d, columns]

  /**
   * @param windows by number; may be asked by several threads
   */
  WindowObjective(LongFunction<Window> windows, Student student) {
    this.windows = windows;
    this.student = student;
    this.beginning = Lesson.beginning(student.template().head());
    var config = student.config().decoder();
    long in = (long) beginning.length() * config.kvHeads() * config.headDim();
    this.heads =
        new Heads(
            "window_head",
            config.layers() * 2 / 3, // before, text has hardly read anything
            config.layers(),
            () -> torch.randn(in, StoryNames.COUNT).mul(new Scalar(0.01)));
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
      List<Tensor> read = student.listen(batch, form).values();
      StoryNames names =
          new StoryNames(student.backend(), some.stream().map(w -> Story.of(w.moments())).toList());
      List<Tensor> said =
          heads.say((layer, head) -> read.get(layer).transpose(1, 2).flatten(1, 3).matmul(head));
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
