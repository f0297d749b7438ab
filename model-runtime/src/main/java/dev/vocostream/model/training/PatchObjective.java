package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Every patch names what it shows: shape, colour, size and place of the thing over its middle. It
 * stands in for CLIP's training, which no small model can have: a tower that has learnt to see
 * makes all that follows many times quicker. Places are named so that features say where they are;
 * else the decoder learns it very slowly. The heads are thrown away afterwards.
 *
 * <pre>
 *   features of a patch [width] → shape or nothing [6] | colour [8] | size [2] | place [9] | x y r
 * </pre>
 */
final class PatchObjective implements Objective {
  private static final int TOGETHER = 32;
  private static final int PLACES = Place.values().length;
  private static final int NAMES = ThingNames.COUNT + PLACES;

  private final LongFunction<View> views;
  private final Student student;
  private final int side;
  private final Tensor head; // [names + measures, width]
  private final Tensor bias; // [names + measures]

  /** A picture and what is true of it. */
  record View(RgbImage picture, Moment moment) {
    View inGrey(RandomGenerator random) {
      List<Seen> seen = moment.seen().stream().map(Seen::colourless).toList();
      return new View(GreyPicture.of(picture, random), new Moment(moment.second(), seen));
    }
  }

  /**
   * @param views by number; may be asked by several threads
   */
  PatchObjective(LongFunction<View> views, Student student) {
    this.views = views;
    this.student = student;
    var vision = student.config().vision();
    this.side = vision.imageSize() / vision.patchSize();
    int out = NAMES + Measures.COUNT;
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
    for (List<Long> some : Batches.of(numbers, TOGETHER)) {
      measured = measured.plus(learn(some.stream().map(views::apply).toList(), gradients));
    }
    return measured;
  }

  private Measured learn(List<View> some, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      Tensor pixels = student.pixels(some.stream().map(View::picture).toList());
      Tensor features = student.features(pixels); // [F, n, width]
      Tensor said = torch.linear(features, head, new TensorOptional(bias)).flatten(0, 1);
      List<Seen> shown = some.stream().flatMap(view -> shown(view.moment())).toList();
      ThingNames names = new ThingNames(student.backend(), shown);
      Tensor loss =
          names
              .loss(said)
              .add(names.loss(said, ThingNames.COUNT, PLACES, seen -> seen.place().ordinal()))
              .add(
                  new Measures(student.backend(), shown, false)
                      .loss(said.narrow(1, NAMES, Measures.COUNT)));
      gradients.add(loss);
      return new Measured(loss.item_double(), 0, shown.size(), names.right(said));
    }
  }

  /** What each patch shows, rows before columns: the thing whose box its middle is in. */
  private Stream<Seen> shown(Moment moment) {
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
    return Arrays.stream(shown);
  }

  @Override
  public void close() {
    head.releaseReference();
    bias.releaseReference();
  }
}
