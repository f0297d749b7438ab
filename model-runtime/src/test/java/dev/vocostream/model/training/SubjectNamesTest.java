package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import dev.vocostream.model.world.Story;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** Where a thing is can be asked of a question that is about one thing alone. */
class SubjectNamesTest {
  private static final int WHERE = SubjectNames.COUNT - Measures.COUNT;
  private static final Story STAR = story(Shape.STAR, 0.2);
  private static final Story SQUARE = story(Shape.SQUARE, 0.7);

  private static Story story(Shape shape, double x) {
    Seen seen = new Seen(0, shape, Colour.RED, Size.SMALL, x, 0.5, 0.1);
    return new Story(seen, null, null, 0, 0, 0, 0, 0, Colour.RED);
  }

  @Test
  void oneThingIsSomewhere() {
    assertThat(pushed(List.of(STAR), 0.2f)).containsExactly(0, 0, 0);
    float[] left = pushed(List.of(STAR), 0.1f);
    assertThat(left[0]).isNegative();
    assertThat(Arrays.copyOfRange(left, 1, Measures.COUNT)).containsOnly(0);
    assertThat(pushed(List.of(SQUARE), 0.8f)[0]).isPositive();
  }

  @Test
  void severalThingsAndNoneAreNowhere() {
    assertThat(pushed(List.of(), 0.9f)).containsOnly(0);
    assertThat(pushed(List.of(STAR, SQUARE), 0.9f)).containsOnly(0);
  }

  @Test
  void whoHasToLearnWhatIsSeenFirstIsNotAskedWhere() {
    assertThat(pushed(List.of(STAR), 0.9f, false)).containsOnly(0);
  }

  @Test
  void whatHasNoNameIsNotAsked() {
    Story nameless = new Story(STAR.latest().colourless(), null, null, 0, 0, 0, 0, 0, null);
    float[] pushed = pushed(List.of(nameless), 0.2f, true, 0, WHERE);
    int colours = 6 + Shape.values().length; // behind how many there are
    for (int i = 0; i < Colour.values().length; i++) {
      assertThat(pushed[colours + i]).isZero();
    }
    assertThat(pushed[6 + Shape.STAR.ordinal()]).isNegative();
    assertThat(pushed[6 + Shape.CIRCLE.ordinal()]).isPositive();
  }

  private static float[] pushed(List<Story> told, float x) {
    return pushed(told, x, true);
  }

  /** How the loss pushes what is said of x, y and radius; y and radius are said as they are. */
  private static float[] pushed(List<Story> told, float x, boolean exact) {
    return pushed(told, x, exact, WHERE, SubjectNames.COUNT);
  }

  private static float[] pushed(List<Story> told, float x, boolean exact, int from, int to) {
    try (PointerScope scope = new PointerScope()) {
      Backend backend = new Backend(Compute.cpu());
      float[] row = new float[SubjectNames.COUNT];
      row[WHERE] = x;
      row[WHERE + 1] = 0.5f;
      row[WHERE + 2] = 0.1f;
      Tensor said = backend.floats(row, 1, SubjectNames.COUNT).clone();
      said.set_requires_grad(true);
      new SubjectNames(backend, List.of(told), exact).loss(said).backward();
      return Arrays.copyOfRange(Tensors.toFloats(said.grad()), from, to);
    }
  }
}
