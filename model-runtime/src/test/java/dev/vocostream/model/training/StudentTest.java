package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training in two stages is training on one long sequence under the mask of the paper. */
class StudentTest {
  private static final List<Turn> TURNS =
      List.of(
          new Turn("Is the door open?", "no"),
          new Turn("How many people are there?", "two of them"),
          new Turn("What moved?", "the gate"));

  private final Student student =
      Student.load(Checkpoints.tiny(), new Compute("cpu", DType.FP32, 1));
  private final LessonWriter writer = new LessonWriter(student.template(), 2000, frames -> 0);
  private PointerScope scope;

  @BeforeEach
  void askForGradients() {
    scope = new PointerScope();
    student.parameters().values().forEach(tensor -> tensor.set_requires_grad(true));
  }

  @AfterEach
  void free() {
    scope.close();
    student.close();
  }

  @ParameterizedTest(name = "{0} frames, {1} VoCo tokens, {2} of them in full")
  @CsvSource({"1,2,0", "1,1,9", "3,2,0", "3,4,1", "2,3,9", "2,0,9", "0,2,0"})
  void givesTheLogitsAndGradientsOfOneSequence(int frames, int vocoTokens, int full) {
    WindowForm form = new WindowForm(vocoTokens, full);
    Lesson lesson = writer.write(new Example(pictures(frames), TURNS, true));

    Tensor logits = student.logits(new LessonBatch(List.of(lesson), frames), form);
    Tensor expected = new OneSequence(student, student.decoder(), form).logits(lesson);

    assertThat(difference(Tensors.toFloats(logits), Tensors.toFloats(expected))).isLessThan(1e-4);
    Map<String, float[]> ours = gradients(logits, lesson);
    gradients(expected, lesson)
        .forEach(
            (name, gradient) ->
                assertThat(difference(ours.get(name), gradient))
                    .as(name)
                    .isLessThan(1e-4 * Math.max(1, largest(gradient))));
  }

  @Test
  void letsGradientsReachThePixelsThroughTheVocoTokens() {
    Lesson lesson = writer.write(new Example(pictures(2), TURNS, true));
    Tensor logits = student.logits(new LessonBatch(List.of(lesson), 2), WindowForm.compressed(2));

    Map<String, float[]> gradients = gradients(logits, lesson);

    String patches =
        "model.vision_tower.vision_tower.vision_model.embeddings.patch_embedding.weight";
    assertThat(largest(gradients.get(patches))).isGreaterThan(1e-6f);
  }

  @Test
  void keepsIndependentQuestionsAndNeighboursInABatchApart() {
    WindowForm form = WindowForm.compressed(2);
    List<RgbImage> pictures = pictures(1);
    Lesson together = writer.write(new Example(pictures, TURNS, true));
    Lesson other =
        writer.write(new Example(pictures(2).subList(1, 2), List.of(new Turn("?", "yes")), true));

    float[] batch =
        Tensors.toFloats(student.logits(new LessonBatch(List.of(other, together), 1), form));
    List<Float> alone = new ArrayList<>();
    for (Lesson one : List.of(other)) {
      addAll(alone, student.logits(new LessonBatch(List.of(one), 1), form));
    }
    for (Turn turn : TURNS) {
      Lesson one = writer.write(new Example(pictures, List.of(turn), true));
      addAll(alone, student.logits(new LessonBatch(List.of(one), 1), form));
    }

    assertThat(difference(batch, floats(alone))).isLessThan(1e-4);
  }

  @Test
  void writesAConversationAsTheServingPromptHasIt() {
    Lesson lesson = writer.write(new Example(List.of(), TURNS, false));

    long[] prompt =
        student
            .template()
            .question(
                new dev.vocostream.model.Prompt(
                    "What moved?", TURNS.subList(0, 2), dev.vocostream.model.Prompt.Form.TEXT, 1));
    long[] begin = Arrays.stream(lesson.ids()).limit(prompt.length).asLongStream().toArray();
    assertThat(begin).isEqualTo(prompt);
    assertThat(lesson.targets()[prompt.length - 1]).isNotEqualTo(Lesson.NONE);
  }

  private static void addAll(List<Float> all, Tensor logits) {
    for (float value : Tensors.toFloats(logits)) {
      all.add(value);
    }
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private Map<String, float[]> gradients(Tensor logits, Lesson lesson) {
    Tensor targets =
        student.backend().longs(new LessonBatch(List.of(lesson), lesson.frames().size()).targets());
    Tensor loss = torch.cross_entropy_loss(logits, targets, new TensorOptional(), 2, -100, 0);
    try (Gradients gradients = new Gradients(student.parameters())) {
      gradients.add(loss);
      Map<String, float[]> values = new java.util.TreeMap<>();
      gradients.byName().forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor)));
      return values;
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static List<RgbImage> pictures(int count) {
    List<RgbImage> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(Checkpoints.picture(i, 40, 30));
    }
    return pictures;
  }
}
