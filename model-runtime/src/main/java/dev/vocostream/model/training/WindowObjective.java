package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The beginning of the prompt, which is the same for every question and stands right behind the
 * window, names what became of each look in the window. Questions find there what they would else
 * have to compare frames for, each by itself. The heads are thrown away afterwards.
 *
 * <pre>
 *   layer 2L/3 .. L-1:  V of row i of the beginning  → W_i ┐
 *                       V of row j                   → W_j ┴ sum → every look: see StoryNames
 * </pre>
 */
final class WindowObjective implements Objective, AutoCloseable {
  private static final int TOGETHER = 16;

  private final LongFunction<Window> windows;
  private final Student student;
  private final Lesson beginning;
  private final int firstLayer; // before it, text has hardly read anything
  private final List<Tensor> heads = new ArrayList<>(); // per layer [rows * Hkv * d, looks * names]

  /**
   * @param windows by number; may be asked by several threads
   */
  WindowObjective(LongFunction<Window> windows, Student student) {
    this.windows = windows;
    this.student = student;
    this.beginning = Lesson.beginning(student.template().head());
    var config = student.config().decoder();
    this.firstLayer = config.layers() * 2 / 3;
    long in = (long) beginning.length() * config.kvHeads() * config.headDim();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (int layer = firstLayer; layer < config.layers(); layer++) {
        Tensor head = torch.randn(in, StoryNames.COUNT).mul(new Scalar(0.01));
        head.set_requires_grad(true);
        head.retainReference();
        heads.add(head);
      }
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>();
    for (int i = 0; i < heads.size(); i++) {
      parameters.put("window_head." + i, heads.get(i));
    }
    return parameters;
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    Map<Integer, List<Window>> byFrames = new TreeMap<>();
    for (long number : numbers) {
      Window window = windows.apply(number);
      byFrames.computeIfAbsent(window.pictures().size(), any -> new ArrayList<>()).add(window);
    }
    Measured measured = Measured.NOTHING;
    for (List<Window> alike : byFrames.values()) {
      for (int from = 0; from < alike.size(); from += TOGETHER) {
        List<Window> some = alike.subList(from, Math.min(from + TOGETHER, alike.size()));
        measured = measured.plus(tell(some, form, gradients));
      }
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
      Tensor loss = null;
      Tensor said = null;
      for (int i = 0; i < heads.size(); i++) {
        Tensor values = read.get(firstLayer + i).transpose(1, 2).flatten(1, 3); // [B, in]
        said = values.matmul(heads.get(i));
        Tensor ofLayer = names.loss(said);
        loss = loss == null ? ofLayer : loss.add(ofLayer);
      }
      Tensor mean = loss.mul(new Scalar(1.0 / heads.size()));
      gradients.add(mean);
      return names.measured(mean, said);
    }
  }

  @Override
  public void close() {
    heads.forEach(Tensor::releaseReference);
  }
}
