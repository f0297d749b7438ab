package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vocostream.model.Compute;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Event;
import dev.vocostream.model.world.Event.Deed;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class EventNamesTest {
  private static final int MIDDLE = 4;
  private static final int SHAPES = 1 + Shape.values().length;
  private static final int EACH = EventNames.COUNT / 9;
  private static final Seen STAR = new Seen(0, Shape.STAR, Colour.BLUE, Size.SMALL, 0.5, 0.5, 0.1);

  @Test
  void asksForWhatHappensWhereItDoes() {
    float[] pushed = pushed(List.of(new Event(STAR, Deed.GOES)), MIDDLE);

    assertThat(up(pushed, 0, SHAPES)).containsExactly(1 + Shape.STAR.ordinal());
    assertThat(up(pushed, ThingNames.COUNT, Deed.values().length))
        .containsExactly(Deed.GOES.ordinal());
  }

  @Test
  void asksForNothingWhereNothingDoes() {
    float[] pushed = pushed(List.of(new Event(STAR, Deed.GOES)), MIDDLE + 1);

    assertThat(up(pushed, 0, SHAPES)).containsExactly(0);
    assertThat(Arrays.copyOfRange(pushed, SHAPES, EACH)).containsOnly(0);
  }

  /** It is seen last of all. */
  @Test
  void aChangeOfColourCountsFourTimes() {
    float[] step = pushed(List.of(new Event(STAR, Deed.STEPS)), MIDDLE);
    float[] change = pushed(List.of(new Event(STAR, Deed.CHANGES)), MIDDLE);

    for (int i = 0; i < ThingNames.COUNT; i++) {
      assertThat(change[i]).isEqualTo(4 * step[i], within(1e-5f));
    }
    assertThat(up(change, ThingNames.COUNT, Deed.values().length))
        .containsExactly(Deed.CHANGES.ordinal());
  }

  /** What the loss pulls up of some names. */
  private static int[] up(float[] pushed, int from, int count) {
    return IntStream.range(0, count).filter(i -> pushed[from + i] < 0).toArray();
  }

  /** How the loss pushes what is said of a ninth, at the second of two moments. */
  private static float[] pushed(List<Event> events, int ninth) {
    try (PointerScope scope = new PointerScope()) {
      Backend backend = new Backend(Compute.cpu());
      Tensor said = backend.floats(new float[2 * EventNames.COUNT], 2, EventNames.COUNT).clone();
      said.set_requires_grad(true);
      new EventNames(backend, List.of(List.of(), events)).loss(said).backward();
      int from = EventNames.COUNT + ninth * EACH;
      return Arrays.copyOfRange(Tensors.toFloats(said.grad()), from, from + EACH);
    }
  }
}
