package dev.vocostream.model.training;

import dev.vocostream.model.Compute;
import dev.vocostream.model.Prompt;
import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.RgbImage;
import dev.vocostream.model.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** What training computes of a window whose newest frames are seen in full. */
public final class FullReading {
  private FullReading() {}

  /**
   * Logits behind a prompt [vocab].
   *
   * @param pictures of the window, oldest first
   * @param full how many of the newest are seen in full
   */
  public static float[] logits(Path model, List<RgbImage> pictures, int full, Prompt prompt) {
    try (PointerScope scope = new PointerScope();
        Student student = Student.load(model, Compute.cpu())) {
      Turn turn = new Turn(prompt.question(), "no"); // whose first word is said behind the prompt
      Lesson lesson =
          LessonWriter.of(student, List.of()).write(new Example(pictures, List.of(turn), true));
      WindowForm form = new WindowForm(student.config().tokens().vocoTokens(), full);
      LessonBatch batch = new LessonBatch(List.of(lesson), pictures.size());
      return Tensors.toFloats(student.logits(batch, form).select(0, 0));
    }
  }
}
