package dev.vocostream.model.training;

import dev.vocostream.model.Prompt;
import dev.vocostream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What a model says, word by word, the likeliest each time, in any form of window: also in those
 * that are not served. Every word is a pass over all text before it, so this is for small models
 * and few questions.
 */
final class SpokenAnswers {
  private final Student student;
  private final WindowForm form;
  private final int most;

  /**
   * @param most tokens of an answer
   */
  SpokenAnswers(Student student, WindowForm form, int most) {
    this.student = student;
    this.form = form;
    this.most = most;
  }

  /**
   * @param examples with one question and equally many frames each; their answers are not looked at
   * @return what is said, in the same order
   */
  List<String> to(List<Example> examples) {
    List<Lesson> asked = new ArrayList<>(examples.stream().map(this::question).toList());
    int frames = examples.get(0).frames().size();
    List<List<Long>> said = new ArrayList<>();
    examples.forEach(any -> said.add(new ArrayList<>()));
    boolean[] ended = new boolean[examples.size()];
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      FrameRows rows = student.rows(new LessonBatch(asked, frames).pictures(), form);
      for (int i = 0; i < most && !allOf(ended); i++) {
        long[] next = next(new LessonBatch(asked, frames), rows);
        for (int j = 0; j < next.length; j++) {
          ended[j] |= student.config().tokens().stops().contains((int) next[j]);
          if (!ended[j]) {
            said.get(j).add(next[j]);
          }
          asked.set(j, asked.get(j).saying(next[j]));
        }
      }
    }
    return said.stream().map(student::text).toList();
  }

  private static boolean allOf(boolean[] ended) {
    for (boolean end : ended) {
      if (!end) {
        return false;
      }
    }
    return true;
  }

  private Lesson question(Example example) {
    Prompt prompt =
        new Prompt(example.turns().get(0).question(), List.of(), Prompt.Form.TEXT, most);
    long[] ids = student.template().question(prompt);
    return Lesson.beginning(ids).about(example.frames()).asking();
  }

  private long[] next(LessonBatch batch, FrameRows rows) {
    try (PointerScope scope = new PointerScope()) {
      Tensor logits = student.logits(batch, rows, form);
      Tensor sayable = logits.narrow(1, 0, student.config().tokens().voco());
      return Tensors.toLongs(torch.argmax(sayable, new LongOptional(1), false));
    }
  }
}
