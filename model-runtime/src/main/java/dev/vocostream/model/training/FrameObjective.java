package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.training.PatchObjective.View;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Seen;
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
 * The activations of VoCo tokens name what each ninth of the frame holds and where each look is, in
 * every layer that text can learn something from. Questions ask for one thing at a time; this asks
 * for all there is, and without a word of text: compression is learnt many times quicker. The heads
 * are thrown away afterwards.
 *
 * <pre>
 *   layer 1 .. L-1:  K, V of token i  → W_i ┐
 *                    K, V of token j  → W_j ┴ sum → ninth: shape or nothing [6] | colour [8] | size [2]
 *                                                   look: nowhere or ninth [10] | x y r
 * </pre>
 */
final class FrameObjective implements Objective, AutoCloseable {
  private static final int TOGETHER = 32;
  private static final int NINTHS = Place.values().length;
  private static final int OF_NINTHS = NINTHS * ThingNames.COUNT;
  private static final int COLUMNS = OF_NINTHS + LookNames.COUNT;

  private final LongFunction<View> views;
  private final Student student;
  private final List<Tensor> heads = new ArrayList<>(); // per layer from 1 on [most, in, columns]

  /**
   * @param views by number; may be asked by several threads
   * @param mostTokens of any form it will be asked with
   */
  FrameObjective(LongFunction<View> views, Student student, int mostTokens) {
    this.views = views;
    this.student = student;
    var config = student.config().decoder();
    long in = 2L * config.kvHeads() * config.headDim();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (int layer = 1; layer < config.layers(); layer++) {
        Tensor head = torch.randn(mostTokens, in, COLUMNS).mul(new Scalar(0.02));
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
      parameters.put("frame_head." + i, heads.get(i));
    }
    return parameters;
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    Measured measured = Measured.NOTHING;
    for (int from = 0; from < numbers.size(); from += TOGETHER) {
      List<Long> some = numbers.subList(from, Math.min(from + TOGETHER, numbers.size()));
      measured = measured.plus(name(some.stream().map(views::apply).toList(), form, gradients));
    }
    return measured;
  }

  private Measured name(List<View> some, WindowForm form, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      FrameRows rows = student.rows(some.stream().map(View::picture).toList(), form);
      List<Seen> held = some.stream().flatMap(view -> held(view).stream()).toList();
      ThingNames ninths = new ThingNames(student.backend(), held);
      LookNames looks =
          new LookNames(
              student.backend(), some.stream().map(view -> view.moment().seen()).toList());
      Tensor loss = null;
      Tensor ofNinths = null;
      for (int i = 0; i < heads.size(); i++) {
        Tensor said = said(rows, i, form.vocoTokens());
        ofNinths = said.narrow(1, 0, OF_NINTHS).reshape(held.size(), ThingNames.COUNT);
        Tensor ofLooks = said.narrow(1, OF_NINTHS, LookNames.COUNT);
        Tensor ofLayer = ninths.loss(ofNinths).add(looks.loss(ofLooks));
        loss = loss == null ? ofLayer : loss.add(ofLayer);
      }
      Tensor mean = loss.mul(new Scalar(1.0 / heads.size()));
      gradients.add(mean);
      return new Measured(mean.item_double(), 0, held.size(), ninths.right(ofNinths));
    }
  }

  /** What the activations of one layer say: [F, columns] */
  private Tensor said(FrameRows rows, int head, int tokens) {
    Tensor keys = rows.keys(head + 1).transpose(1, 2).flatten(2, 3); // [F, k, Hkv * d]
    Tensor values = rows.values(head + 1).transpose(1, 2).flatten(2, 3);
    Tensor x = Tensors.cat(List.of(keys, values), 2).transpose(0, 1); // [k, F, in]
    return torch.bmm(x, heads.get(head).narrow(0, 0, tokens)).sum(0);
  }

  /** What each ninth holds, null for nothing; of two things the larger. */
  private static List<Seen> held(View view) {
    List<Seen> held = new ArrayList<>();
    for (Place place : Place.values()) {
      Seen largest = null;
      for (Seen seen : view.moment().seen()) {
        boolean here = seen.place() == place;
        largest = here && (largest == null || seen.radius() > largest.radius()) ? seen : largest;
      }
      held.add(largest);
    }
    return held;
  }

  @Override
  public void close() {
    heads.forEach(Tensor::releaseReference);
  }
}
