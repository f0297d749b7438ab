package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.training.PatchObjective.View;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * The activations of VoCo tokens name what each cell of the frame holds ({@link CellNames}), in
 * every layer that text can learn something from. Questions ask for one thing at a time; this asks
 * for all there is, and without a word of text: compression is learnt many times quicker. The heads
 * are thrown away afterwards.
 */
final class FrameObjective implements Objective {
  private static final int TOGETHER = 32;

  private final LongFunction<View> views;
  private final Student student;
  private final Heads heads;

  /**
   * @param views by number; may be asked by several threads
   * @param mostTokens of any form it will be asked with
   */
  FrameObjective(LongFunction<View> views, Student student, int mostTokens) {
    this.views = views;
    this.student = student;
    this.heads = CellNames.heads(student, mostTokens, 0.02);
  }

  @Override
  public Map<String, Tensor> parameters() {
    return heads.parameters();
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    Measured measured = Measured.NOTHING;
    for (List<Long> some : Batches.of(numbers, TOGETHER)) {
      measured = measured.plus(name(some.stream().map(views::apply).toList(), form, gradients));
    }
    return measured;
  }

  private Measured name(List<View> some, WindowForm form, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      FrameRows rows = student.rows(some.stream().map(View::picture).toList(), form);
      CellNames names =
          new CellNames(student.backend(), some.stream().map(View::moment).toList(), false);
      List<Tensor> said = CellNames.say(heads, rows, form);
      Tensor loss = Heads.mean(said, names::loss);
      gradients.add(loss);
      int right = names.right(said.get(said.size() - 1));
      return new Measured(loss.item_double(), 0, names.cells(), right);
    }
  }

  @Override
  public void close() {
    heads.close();
  }
}
