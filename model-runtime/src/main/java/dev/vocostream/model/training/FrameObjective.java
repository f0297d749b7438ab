package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.training.PatchObjective.View;
import dev.vocostream.model.world.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The activations of VoCo tokens name what each cell of the frame holds, coarse and fine, in every
 * layer that text can learn something from. Questions ask for one thing at a time; this asks for
 * all there is, and without a word of text: compression is learnt many times quicker. The heads are
 * thrown away afterwards.
 *
 * <pre>
 *   layer 1 .. L-1:  K, V of token i  → W_i ┐
 *                    K, V of token j  → W_j ┴ sum → ninth: shape or nothing [6] | colour [8] | size [2] | x y r
 *                                                   36th: shape or nothing [6] | colour [8] | size [2]
 * </pre>
 */
final class FrameObjective implements Objective {
  private static final int TOGETHER = 32;
  private static final Grid COARSE = new Grid(3);

  /** Two things may share a ninth, hardly a 36th. */
  private static final Grid FINE = new Grid(6);

  private static final int NAMES = (COARSE.cells() + FINE.cells()) * ThingNames.COUNT;
  private static final int MEASURES = COARSE.cells() * Measures.COUNT;
  private static final int COLUMNS = NAMES + MEASURES;

  private final LongFunction<View> views;
  private final Student student;
  private final Heads heads; // [most, in, columns]

  /**
   * @param views by number; may be asked by several threads
   * @param mostTokens of any form it will be asked with
   */
  FrameObjective(LongFunction<View> views, Student student, int mostTokens) {
    this.views = views;
    this.student = student;
    var config = student.config().decoder();
    long in = 2L * config.kvHeads() * config.headDim();
    this.heads =
        new Heads(
            "frame_head",
            1, // before, VoCo tokens know nothing of their frame
            config.layers(),
            () -> torch.randn(mostTokens, in, COLUMNS).mul(new Scalar(0.02)));
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
      List<Seen> coarse = held(some, COARSE);
      ThingNames ninths = new ThingNames(student.backend(), coarse);
      ThingNames all = new ThingNames(student.backend(), held(some, FINE));
      Measures measures = new Measures(student.backend(), coarse);
      List<Tensor> said = heads.say((layer, head) -> said(rows, layer, head, form.vocoTokens()));
      Tensor loss =
          Heads.mean(
              said,
              of ->
                  ninths
                      .loss(ofNinths(of))
                      .add(all.loss(ofFine(of)))
                      .add(measures.loss(measures(of))));
      gradients.add(loss);
      int right = ninths.right(ofNinths(said.get(said.size() - 1)));
      return new Measured(loss.item_double(), 0, coarse.size(), right);
    }
  }

  /** What the activations of one layer say: [F, columns] */
  private static Tensor said(FrameRows rows, int layer, Tensor head, int tokens) {
    Tensor keys = rows.keys(layer).transpose(1, 2).flatten(2, 3); // [F, k, Hkv * d]
    Tensor values = rows.values(layer).transpose(1, 2).flatten(2, 3);
    Tensor x = Tensors.cat(List.of(keys, values), 2).transpose(0, 1); // [k, F, in]
    return torch.bmm(x, head.narrow(0, 0, tokens)).sum(0);
  }

  /** [F, columns] -> [F * 9, names] */
  private static Tensor ofNinths(Tensor said) {
    return said.narrow(1, 0, (long) COARSE.cells() * ThingNames.COUNT)
        .reshape(-1, ThingNames.COUNT);
  }

  /** [F, columns] -> [F * 36, names] */
  private static Tensor ofFine(Tensor said) {
    long count = (long) FINE.cells() * ThingNames.COUNT;
    return said.narrow(1, NAMES - count, count).reshape(-1, ThingNames.COUNT);
  }

  /** [F, columns] -> [F * 9, measures] */
  private static Tensor measures(Tensor said) {
    return said.narrow(1, NAMES, MEASURES).reshape(-1, Measures.COUNT);
  }

  /** What each cell of each frame holds. */
  private static List<Seen> held(List<View> some, Grid grid) {
    List<Seen> held = new ArrayList<>();
    some.forEach(view -> held.addAll(grid.sort(view.moment().seen(), seen -> seen)));
    return held;
  }

  @Override
  public void close() {
    heads.close();
  }
}
