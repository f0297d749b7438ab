package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import java.util.List;
import java.util.function.ToLongFunction;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Spots of a picture name the thing they show, if they show one: columns of logits.
 *
 * <pre>
 *   shape or nothing [6] | colour [8] | size [2]
 * </pre>
 */
final class ThingNames {
  private static final int SHAPES = 1 + Shape.values().length;
  private static final int COLOURS = Colour.values().length;
  private static final int SIZES = Size.values().length;

  /** Columns of all names. */
  static final int COUNT = SHAPES + COLOURS + SIZES;

  private final Backend backend;
  private final List<Seen> shown; // of each spot; null for nothing
  private final Tensor shapes;

  /**
   * @param shown the thing that each spot shows, null for nothing
   */
  ThingNames(Backend backend, List<Seen> shown) {
    this.backend = backend;
    this.shown = shown;
    this.shapes = labels(ThingNames::shape);
  }

  /**
   * How far the names are off, summed over spots.
   *
   * @param said logits [spots, at least {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor shape = Unshown.without(this::isUnshownShape, backend, said.narrow(1, 0, SHAPES));
    Tensor colour =
        Unshown.without(this::isUnshownColour, backend, said.narrow(1, SHAPES, COLOURS));
    return CrossEntropy.of(shape, shapes)
        .add(CrossEntropy.of(colour, labels(ThingNames::colour)))
        .add(loss(said, SHAPES + COLOURS, SIZES, seen -> seen.size().ordinal()));
  }

  /**
   * The same for further columns; of spots that show nothing, nothing is asked.
   *
   * @param name of a thing, below {@code count}
   */
  Tensor loss(Tensor said, int from, int count, ToLongFunction<Seen> name) {
    Tensor labels = labels(seen -> seen == null ? CrossEntropy.IGNORED : name.applyAsLong(seen));
    return cost(said, from, count, labels);
  }

  private boolean isUnshownShape(int spot, int name) {
    Seen seen = shown.get(spot);
    return name > 0 && seen != null && Unshown.is(Shape.values()[name - 1], seen.colour());
  }

  private boolean isUnshownColour(int spot, int name) {
    Seen seen = shown.get(spot);
    return seen != null && Unshown.is(seen.shape(), Colour.values()[name]);
  }

  private static long shape(Seen seen) {
    if (seen == null) {
      return 0;
    }
    return seen.shape() == null ? CrossEntropy.IGNORED : 1 + seen.shape().ordinal();
  }

  private static long colour(Seen seen) {
    return seen == null || seen.colour() == null ? CrossEntropy.IGNORED : seen.colour().ordinal();
  }

  private static Tensor cost(Tensor said, int from, int count, Tensor labels) {
    return CrossEntropy.of(said.narrow(1, from, count), labels);
  }

  private Tensor labels(ToLongFunction<Seen> label) {
    return backend.longs(shown.stream().mapToLong(label).toArray());
  }

  /** Spots whose shape, or nothing, is the likeliest. */
  int right(Tensor said) {
    Tensor best = torch.argmax(said.detach().narrow(1, 0, SHAPES), new LongOptional(1), false);
    return (int) best.eq(shapes).sum().item_long();
  }
}
