package dev.vocostream.model.training;

import dev.vocostream.model.RgbImage;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.MaskedPass;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A lesson as one long sequence under a block mask, as the paper would train it: frames, each with
 * its VoCo tokens behind it, then the text. Slow, and has nothing of the two stages.
 *
 * <pre>
 *   seg     1 1 1 1 1 1 | 2 2 2 2 2 2 | text
 *   kind    pre    voco | pre    voco |
 * </pre>
 */
final class OneSequence {
  private final Student student;
  private final LlamaDecoder decoder;
  private final WindowForm form;
  private final List<Integer> frames = new ArrayList<>(); // of each row; -1 for text
  private final List<Boolean> shown = new ArrayList<>(); // whether text may see it
  private final List<Long> positions = new ArrayList<>();

  OneSequence(Student student, LlamaDecoder decoder, WindowForm form) {
    this.student = student;
    this.decoder = decoder;
    this.form = form;
  }

  /** Logits of the rows that have something to say. */
  Tensor logits(Lesson lesson) {
    List<Tensor> parts = new ArrayList<>();
    int count = lesson.frames().size();
    int window = 0;
    for (int frame = 0; frame < count; frame++) {
      parts.add(frame(lesson.frames().get(frame)));
      int rows = (int) parts.get(frame).size(1);
      int visible = form.isFull(frame, count) ? rows - 1 : form.vocoTokens();
      for (int i = 0; i < rows; i++) {
        frames.add(frame);
        shown.add(i >= rows - visible);
        // right before what is shown of it, frames may overlap: they cannot see each other
        positions.add((long) window + i - (rows - visible));
      }
      window += visible;
    }
    int text = frames.size();
    long[] ids = new long[lesson.length()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = lesson.ids()[i];
      positions.add((long) window + lesson.places()[i]);
    }
    parts.add(decoder.embed(ids));
    Tensor x = Tensors.cat(parts, 1);
    return said(x, text, lesson);
  }

  private Tensor frame(RgbImage picture) {
    Tensor vision = student.visionEmbeddings(student.pixels(List.of(picture)));
    return Tensors.cat(
        List.of(
            decoder.embed(student.template().beforeFrame()),
            vision,
            decoder.embed(student.template().behindFrame(form.vocoTokens()))),
        1);
  }

  private Tensor said(Tensor x, int text, Lesson lesson) {
    int length = (int) x.size(1);
    boolean[][] mask = new boolean[length][length];
    for (int i = 0; i < length; i++) {
      for (int j = 0; j <= i; j++) {
        mask[i][j] =
            i < text
                ? frames.get(i).equals(frames.get(j))
                : j < text ? shown.get(j) : lesson.sees(i - text, j - text);
      }
    }
    long[] at = positions.stream().mapToLong(Long::longValue).toArray();
    MaskedPass pass =
        new MaskedPass(decoder.rope().at(at), student.backend().mask(mask), lesson.length());
    Tensor hidden = decoder.forward(x, pass).squeeze(0);
    long[] asking = new LessonBatch(List.of(lesson), lesson.frames().size()).askingRows();
    return decoder.logits(hidden.index_select(0, student.backend().longs(asking)));
  }
}
