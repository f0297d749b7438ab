package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Every patch names what it shows: shape, colour and size of the thing over its middle. It stands
 * in for CLIP's training, which no small model can have: a tower that has learnt to see makes all
 * that follows many times quicker. The heads are thrown away afterwards.
 *
 * <pre>
 *   features of a patch [width] → shape or nothing [6] | colour [8] | size [2]
 * </pre>
 */
final class PatchObjective implements Objective, AutoCloseable {
  private static final int SUM = 2; // at::Reduction::Sum
  private static final long IGNORED = -100;
  private static final int TOGETHER = 32;
  private static final int SHAPES = 1 + Shape.values().length;
  private static final int COLOURS = Colour.values().length;
  private static final int SIZES = Size.values().length;

  private final LongFunction<View> views;
  private final Student student;
  private final int side;
  private final Tensor head; // [6 + 8 + 2, width]
  private final Tensor bias; // [6 + 8 + 2]

  /** A picture and what is true of it. */
  record View(RgbImage picture, Moment moment) {}

  /**
   * @param views by number; may be asked by several threads
   */
  PatchObjective(LongFunction<View> views, Student student) {
    this.views = views;
    this.student = student;
    var vision = student.config().vision();
    this.side = vision.imageSize() / vision.patchSize();
    int out = SHAPES + COLOURS + SIZES;
    try (PointerScope scope = new PointerScope()) {
      head = student.backend().zeros(out, vision.hiddenSize());
      bias = student.backend().zeros(out);
      for (Tensor parameter : List.of(head, bias)) {
        parameter.set_requires_grad(true);
        parameter.retainReference();
      }
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    return new TreeMap<>(Map.of("patch_head.weight", head, "patch_head.bias", bias));
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    Measured measured = Measured.NOTHING;
    for (int from = 0; from < numbers.size(); from += TOGETHER) {
      List<Long> some = numbers.subList(from, Math.min(from + TOGETHER, numbers.size()));
      measured = measured.plus(learn(some.stream().map(views::apply).toList(), gradients));
    }
    return measured;
  }

  private Measured learn(List<View> some, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      Tensor pixels = student.pixels(some.stream().map(View::picture).toList());
      Tensor features = student.features(pixels); // [F, n, width]
      Tensor said = torch.linear(features, head, new TensorOptional(bias)).flatten(0, 1);
      Tensor shapes = labels(some, seen -> seen == null ? 0 : 1 + seen.shape().ordinal());
      Tensor colours = labels(some, seen -> seen == null ? IGNORED : seen.colour().ordinal());
      Tensor sizes = labels(some, seen -> seen == null ? IGNORED : seen.size().ordinal());
      Tensor loss =
          loss(said.narrow(1, 0, SHAPES), shapes)
              .add(loss(said.narrow(1, SHAPES, COLOURS), colours))
              .add(loss(said.narrow(1, SHAPES + COLOURS, SIZES), sizes));
      gradients.add(loss);
      return new Measured(loss.item_double(), 0, (int) shapes.numel(), right(said, shapes));
    }
  }

  private static Tensor loss(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(logits, labels, new TensorOptional(), SUM, IGNORED, 0);
  }

  private static int right(Tensor said, Tensor shapes) {
    Tensor best = torch.argmax(said.detach().narrow(1, 0, SHAPES), new LongOptional(1), false);
    return (int) best.eq(shapes).sum().item_long();
  }

  /** Gives the label of what a patch shows, null for nothing. */
  @FunctionalInterface
  private interface Label {
    long of(Seen seen);
  }

  private Tensor labels(List<View> some, Label label) {
    List<Long> labels = new ArrayList<>();
    for (View view : some) {
      Seen[] shown = shown(view.moment());
      Arrays.stream(shown).forEach(seen -> labels.add(label.of(seen)));
    }
    return student.backend().longs(labels.stream().mapToLong(Long::longValue).toArray());
  }

  /** What each patch shows, rows before columns: the thing whose box its middle is in. */
  private Seen[] shown(Moment moment) {
    Seen[] shown = new Seen[side * side];
    for (Seen seen : moment.seen()) {
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          double dx = Math.abs((column + 0.5) / side - seen.x());
          double dy = Math.abs((row + 0.5) / side - seen.y());
          // small things may lie between the middles: the patch of their centre shows them too
          double reach = Math.max(seen.radius(), 0.5 / side);
          if (dx <= reach && dy <= reach) {
            shown[row * side + column] = seen;
          }
        }
      }
    }
    return shown;
  }

  @Override
  public void close() {
    head.releaseReference();
    bias.releaseReference();
  }
}
