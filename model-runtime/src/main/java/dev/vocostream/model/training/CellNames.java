package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Seen;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The activations of a frame's VoCo tokens name what each of its cells holds, coarse and fine:
 * columns of logits.
 *
 * <pre>
 *   K, V of token i  → W_i ┐
 *   K, V of token j  → W_j ┴ sum → ninth: shape or nothing [6] | colour [8] | size [2] | x y r
 *                                  36th: shape or nothing [6] | colour [8] | size [2]
 * </pre>
 */
final class CellNames {
  private static final Grid COARSE = new Grid(3);

  /** Two things may share a ninth, hardly a 36th. */
  private static final Grid FINE = new Grid(6);

  private static final int NAMES = (COARSE.cells() + FINE.cells()) * ThingNames.COUNT;
  private static final int MEASURES = COARSE.cells() * Measures.COUNT;

  /** Columns. */
  static final int COLUMNS = NAMES + MEASURES;

  private final ThingNames ninths;
  private final ThingNames all;
  private final Measures measures;
  private final int cells;

  /**
   * @param frames what each shows
   * @param exact how {@link Measures} weigh
   */
  CellNames(Backend backend, List<Moment> frames, boolean exact) {
    List<Seen> coarse = held(frames, COARSE);
    this.ninths = new ThingNames(backend, coarse);
    this.all = new ThingNames(backend, held(frames, FINE));
    this.measures = new Measures(backend, coarse, exact);
    this.cells = coarse.size();
  }

  /**
   * Of every layer but the first, where VoCo tokens know nothing of their frame: [most, 2 * Hkv *
   * d, columns] each.
   *
   * @param mostTokens of any form that they will read
   * @param deviation that they begin with; with none they change nothing before they are learnt
   */
  static Heads heads(Student student, int mostTokens, double deviation) {
    var config = student.config().decoder();
    long in = 2L * config.kvHeads() * config.headDim();
    return new Heads(
        "frame_head",
        1,
        config.layers(),
        () -> torch.randn(mostTokens, in, COLUMNS).mul(new Scalar(deviation)));
  }

  /** What the activations of each layer say: [F, columns] */
  static List<Tensor> say(Heads heads, FrameRows rows, WindowForm form) {
    int k = form.vocoTokens();
    return heads.say((layer, head) -> say(tokens(rows, layer, k), head));
  }

  /**
   * What tokens say together: [F, columns]
   *
   * @param tokens [k, F, in]
   * @param head for at least so many [most, in, columns]
   */
  static Tensor say(Tensor tokens, Tensor head) {
    return torch.bmm(tokens, head.narrow(0, 0, tokens.size(0))).sum(0);
  }

  /** Keys and values of the last k rows [k, F, 2 * Hkv * d] */
  private static Tensor tokens(FrameRows rows, int layer, int k) {
    Tensor both = Tensors.cat(List.of(rows.keys(layer), rows.values(layer)), 1);
    Tensor last = both.narrow(2, both.size(2) - k, k); // [F, 2 * Hkv, k, d]
    return last.permute(2, 0, 1, 3).flatten(2, 3);
  }

  /** How far they are off, summed over frames. */
  Tensor loss(Tensor said) {
    return ninths
        .loss(ofNinths(said))
        .add(all.loss(ofFine(said)))
        .add(measures.loss(measures(said)));
  }

  /** Ninths there are to name. */
  int cells() {
    return cells;
  }

  /** Ninths whose shape, or nothing, is the likeliest. */
  int right(Tensor said) {
    return ninths.right(ofNinths(said));
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

  private static List<Seen> held(List<Moment> frames, Grid grid) {
    List<Seen> held = new ArrayList<>();
    frames.forEach(frame -> held.addAll(grid.sort(frame.seen(), seen -> seen)));
    return held;
  }
}
