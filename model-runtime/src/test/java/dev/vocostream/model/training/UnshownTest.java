package dev.vocostream.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Compute;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Tensors;
import dev.vocostream.model.weights.BundledModel;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Shape;
import dev.vocostream.model.world.Size;
import dev.vocostream.model.world.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No training scene has a blue cross: what is blue is not told that it is no cross. */
class UnshownTest {
  private static final Seen BLUE_SQUARE =
      new Seen(0, Shape.SQUARE, Colour.BLUE, Size.LARGE, 0.5, 0.5, 0.1);
  private static final Story STORY = new Story(BLUE_SQUARE, null, null, 0, 0, 0, 0, 0, Colour.BLUE);

  @TempDir static Path directory;
  private static Path model;

  @BeforeAll
  static void unpack() throws IOException {
    model = directory.resolve("model");
    BundledModel.write(model);
  }

  @Test
  void trainingShowsEachShapeAndColourButNotEachPair() {
    assertThat(Unshown.is(Shape.CROSS, Colour.BLUE)).isTrue();
    assertThat(Unshown.is(Shape.CROSS, Colour.RED)).isFalse();
    for (Shape shape : Shape.values()) {
      assertThat(Colour.values()).anyMatch(colour -> !Unshown.is(shape, colour));
    }
  }

  @Test
  void namingABlueSquareTeachesNothingOfCrosses() {
    float[] pushed = gradient(List.of(BLUE_SQUARE));

    assertThat(pushed[1 + Shape.CROSS.ordinal()]).isZero();
    assertThat(pushed[1 + Shape.STAR.ordinal()]).isPositive();
    assertThat(pushed[1 + Shape.SQUARE.ordinal()]).isNegative();
    int colours = 1 + Shape.values().length;
    assertThat(pushed[colours + Colour.YELLOW.ordinal()]).isZero(); // no yellow square either
    assertThat(pushed[colours + Colour.RED.ordinal()]).isPositive();
  }

  @Test
  void inGreyASquareIsNoCrossAndHasNoColour() {
    float[] pushed = gradient(List.of(BLUE_SQUARE.colourless()));

    assertThat(pushed[1 + Shape.CROSS.ordinal()]).isPositive();
    for (Colour colour : Colour.values()) {
      assertThat(pushed[1 + Shape.values().length + colour.ordinal()]).isZero();
    }
  }

  @Test
  void whatHasNoShapeHasItsColourOnly() {
    float[] pushed = gradient(List.of(BLUE_SQUARE.shapeless()));

    int colours = 1 + Shape.values().length;
    for (int shape = 0; shape < colours; shape++) {
      assertThat(pushed[shape]).isZero();
    }
    assertThat(pushed[colours + Colour.BLUE.ordinal()]).isNegative();
    assertThat(pushed[colours + Colour.YELLOW.ordinal()]).isPositive();
  }

  /** How the loss pushes the names of one spot [names]. */
  private static float[] gradient(List<Seen> shown) {
    try (PointerScope scope = new PointerScope()) {
      Tensor said = torch.zeros(1, ThingNames.COUNT);
      said.set_requires_grad(true);
      new ThingNames(new Backend(Compute.cpu()), shown).loss(said).backward();
      return Tensors.toFloats(said.grad());
    }
  }

  @Test
  void noAnswerCouldHaveBeenAWordThatTrainingNeverSays() {
    assertThat(leftOut("What shape is the blue thing?", "square")).containsExactly("cross");
    assertThat(leftOut("What colour is the square?", "blue")).containsExactly("yellow");
    assertThat(leftOut("What came?", "blue square")).containsExactly("yellow", "cross");
    assertThat(leftOut("Is there a blue square?", "yes")).isEmpty();
  }

  /** Words that cannot be said in the answer to a question about the blue square. */
  private static List<String> leftOut(String question, String answer) {
    try (PointerScope scope = new PointerScope();
        Student student = Student.load(model, Compute.cpu())) {
      Example example = new Example(List.of(), List.of(new Turn(question, answer)), true);
      LessonBatch lessons =
          new LessonBatch(List.of(LessonWriter.of(student, List.of()).write(example)), 0);
      Tensor logits = torch.zeros(lessons.targetCount(), student.config().decoder().vocabSize());
      Tensor left =
          new UnshownWords(student.template())
              .without(lessons, List.of(List.of(STORY)), student.backend(), logits);
      float[] mask = Tensors.toFloats(left);
      int words = mask.length / lessons.targetCount();
      return IntStream.range(0, mask.length)
          .filter(i -> mask[i] < 0)
          .mapToObj(i -> student.text(List.of((long) (i % words))))
          .toList();
    }
  }
}
