package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Whether a model answers questions word for word, without letting it speak: greedy decoding says
 * exactly the right answer if and only if, behind every right beginning of it, its next word is the
 * likeliest. One pass answers all questions of many windows.
 */
final class LessonExam {
  private final Function<LessonBatch, Tensor> logits;
  private final long sayable;

  /**
   * @param logits of the rows that have something to say [N, vocab]
   * @param sayable words of the vocabulary that can be said
   */
  LessonExam(Function<LessonBatch, Tensor> logits, long sayable) {
    this.logits = logits;
    this.sayable = sayable;
  }

  /**
   * @param lessons with equally many frames, of independent questions
   * @return for each lesson, for each of its questions in order, whether it was answered right
   */
  List<boolean[]> take(List<Lesson> lessons) {
    LessonBatch batch = new LessonBatch(lessons, lessons.get(0).frames().size());
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      Tensor said = logits.apply(batch).narrow(1, 0, sayable);
      long[] likeliest = Tensors.toLongs(torch.argmax(said, new LongOptional(1), false));
      return mark(lessons, likeliest);
    }
  }

  private static List<boolean[]> mark(List<Lesson> lessons, long[] said) {
    List<boolean[]> marks = new ArrayList<>();
    int at = 0;
    for (Lesson lesson : lessons) {
      boolean[] right = new boolean[lesson.groups()[lesson.length() - 1]];
      Arrays.fill(right, true);
      for (int row = 0; row < lesson.length(); row++) {
        int target = lesson.targets()[row];
        if (target != Lesson.NONE) {
          right[lesson.groups()[row] - 1] &= said[at++] == target;
        }
      }
      marks.add(right);
    }
    return marks;
  }
}
