package dev.vocostream.model.training;

import static dev.vocostream.model.Vectors.difference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vocostream.model.Checkpoints;
import dev.vocostream.model.Compute;
import dev.vocostream.model.DType;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arms begin alike, however often a comparison was stopped before. */
class ComparisonTest {
  private final Student student =
      Student.load(Checkpoints.tiny(), new Compute("cpu", DType.FP32, 1));

  @AfterEach
  void free() {
    student.close();
  }

  @Test
  void drawsABaselineAlikeWhateverWasDrawnBefore() {
    for (Function<Student, Compressor> kind :
        List.<Function<Student, Compressor>>of(
            s -> new QFormer(s, 1, 4), s -> new ContextCompressor(s, 4))) {
      Map<String, float[]> first = drawn(kind);
      try (PointerScope scope = new PointerScope()) {
        torch.rand(3);
      }
      Map<String, float[]> again = drawn(kind);

      assertThat(again).isNotEmpty();
      again.forEach((name, values) -> assertThat(values).as(name).isEqualTo(first.get(name)));
    }
  }

  @Test
  void aFrameIsSeenOnceForAllQuestionsThatItsRowsDependOn() {
    Turn first = new Turn("Is it on?", "no");
    Turn second = new Turn("How many are there?", "two");
    try (PointerScope scope = new PointerScope();
        Compressor compressor = new ContextCompressor(student, 4)) {
      LessonBatch together = batch(lesson(0, first, second), lesson(2, first));
      LessonBatch apart = batch(lesson(0, first), lesson(0, second), lesson(2, first));

      assertThat(together.framesApart()).containsExactly(0, 1, 0, 1, 2, 3);
      assertThat(difference(said(together, compressor), said(apart, compressor))).isLessThan(1e-4);
    }
  }

  private Lesson lesson(int picture, Turn... turns) {
    List<RgbImage> pictures =
        List.of(Checkpoints.picture(picture, 40, 30), Checkpoints.picture(picture + 1, 40, 30));
    return LessonWriter.of(student, List.of()).write(new Example(pictures, List.of(turns), true));
  }

  private static LessonBatch batch(Lesson... lessons) {
    return new LessonBatch(List.of(lessons), 2);
  }

  private float[] said(LessonBatch batch, Compressor compressor) {
    return Tensors.toFloats(student.logits(batch, compressor).detach());
  }

  private Map<String, float[]> drawn(Function<Student, Compressor> kind) {
    Map<String, float[]> values = new TreeMap<>();
    try (Compressor compressor = Comparison.drawn(kind, student)) {
      compressor
          .parameters()
          .forEach((name, tensor) -> values.put(name, Tensors.toFloats(tensor.detach())));
    }
    return values;
  }
}
