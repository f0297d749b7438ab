package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.FirstDeed;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class FirstNamesTest {
  private static final Seen STAR = new Seen(0, Shape.STAR, Colour.BLUE, Size.SMALL, 0.2, 0.5, 0.1);
  private static final Seen CROSS =
      new Seen(1, Shape.CROSS, Colour.WHITE, Size.LARGE, 0.7, 0.5, 0.1);
  private static final List<Moment> STAR_COMES_FIRST =
      List.of(
          new Moment(0, List.of()),
          new Moment(1, List.of(STAR)),
          new Moment(2, List.of(STAR, CROSS)));
  private static final List<Moment> CROSS_COMES_FIRST =
      List.of(
          new Moment(0, List.of()),
          new Moment(1, List.of(CROSS)),
          new Moment(2, List.of(STAR, CROSS)));

  @Test
  void namesWhoCameFirstAndNobodyWhereNothingWent() {
    assertThat(wanted(STAR_COMES_FIRST, FirstDeed.CAME)).isEqualTo(1 + Shape.STAR.ordinal());
    assertThat(wanted(STAR_COMES_FIRST, FirstDeed.ACTED)).isEqualTo(1 + Shape.STAR.ordinal());
    assertThat(wanted(CROSS_COMES_FIRST, FirstDeed.CAME)).isEqualTo(1 + Shape.CROSS.ordinal());
    assertThat(wanted(CROSS_COMES_FIRST, FirstDeed.WENT)).isZero();
  }

  @Test
  void looksOfNobodyAreNotAsked() {
    float[] pushed = pushed(CROSS_COMES_FIRST, FirstDeed.WENT);

    assertThat(Arrays.copyOfRange(pushed, 1 + Shape.values().length, pushed.length))
        .containsOnly(0);
  }

  /** The only shape, or nothing, that the loss pulls up. */
  private static int wanted(List<Moment> window, FirstDeed deed) {
    float[] pushed = pushed(window, deed);
    int[] up = IntStream.range(0, 6).filter(i -> pushed[i] < 0).toArray();
    assertThat(up).hasSize(1);
    return up[0];
  }

  /** How the loss pushes what is said of a deed, of the second of two windows. */
  private static float[] pushed(List<Moment> window, FirstDeed deed) {
    try (PointerScope scope = new PointerScope()) {
      Backend backend = new Backend(Compute.cpu());
      int columns = FirstDeed.values().length * ThingNames.COUNT;
      Tensor said = backend.floats(new float[2 * columns], 2, columns).clone();
      said.set_requires_grad(true);
      new FirstNames(backend, List.of(List.of(new Moment(0, List.of())), window))
          .loss(said)
          .backward();
      int from = columns + deed.ordinal() * ThingNames.COUNT;
      return Arrays.copyOfRange(Tensors.toFloats(said.grad()), from, from + ThingNames.COUNT);
    }
  }
}
