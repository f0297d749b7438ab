package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Right answers, and before them, what they follow from: the last row of each question, which says
 * the answer's first word, also names what became of the things that the question is about. An
 * answer is a word or two and tells little of why it is right; this tells all. The heads are thrown
 * away afterwards.
 *
 * <pre>
 *   ".. USER: Which way did the star move? ASSISTANT:" → answer
 *                                             layer L/2 .. L-1: V → W → of any star: first | last | came | ..
 * </pre>
 */
final class AskedObjective implements Objective {
  private static final int TOGETHER = 16;

  /** Less than an answer's: reasons outnumber it, and some have nothing to do with it. */
  private static final double WEIGHT = 0.2;

  private final LongFunction<Questioned> windows;
  private final Student student;
  private final LessonWriter writer;
  private final UnshownWords unshown;
  private final Stage stage;
  private final Heads heads; // [Hkv * d, columns]

  /** What goes through the model at once. */
  private record Batch(LessonBatch lessons, List<List<Story>> told) {}

  /**
   * @param windows by number, neighbours of equal length; may be asked by several threads
   */
  AskedObjective(Stage stage, LongFunction<Questioned> windows, Student student) {
    this.stage = stage;
    this.windows = windows;
    this.student = student;
    this.writer = LessonWriter.of(student);
    this.unshown = new UnshownWords(student.template());
    var config = student.config().decoder();
    long in = (long) config.kvHeads() * config.headDim();
    this.heads =
        new Heads(
            "asked_head",
            config.layers() / 2, // before, text has hardly read anything
            config.layers(),
            // or what is known already would be overwritten by what random heads ask for
            () -> torch.zeros(in, SubjectNames.COUNT));
  }

  @Override
  public Map<String, Tensor> parameters() {
    return heads.parameters();
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    AnswerLoss loss = AnswerLoss.of(stage, student);
    List<Questioned> all =
        numbers.stream().map(windows::apply).filter(one -> !one.asked().isEmpty()).toList();
    for (List<Questioned> some : Batches.alike(all, AskedObjective::frames, TOGETHER)) {
      learn(batch(some), form, loss, gradients);
    }
    return loss.measured();
  }

  private static int frames(Questioned one) {
    return one.window().pictures().size();
  }

  private Batch batch(List<Questioned> some) {
    List<Lesson> lessons = new ArrayList<>();
    List<List<Story>> told = new ArrayList<>();
    for (Questioned one : some) {
      lessons.add(writer.write(one.example()));
      List<Story> all = Story.of(one.window().moments());
      for (Asked asked : one.asked()) {
        Subject subject = Subject.of(asked);
        told.add(all.stream().filter(story -> subject.fits(story.latest())).toList());
      }
    }
    return new Batch(new LessonBatch(lessons, frames(some.get(0))), told);
  }

  private void learn(Batch batch, WindowForm form, AnswerLoss loss, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      LessonBatch lessons = batch.lessons();
      Heard heard = student.listen(lessons, form);
      Tensor targets = student.backend().longs(lessons.targets());
      Tensor said =
          unshown.without(lessons, batch.told(), student.backend(), student.logits(lessons, heard));
      Tensor answers = loss.of(said, null, targets);
      SubjectNames names = new SubjectNames(student.backend(), batch.told());
      Tensor asked = student.backend().longs(lessons.askedRows());
      List<Tensor> told =
          heads.say((layer, head) -> last(heard.values().get(layer), asked).matmul(head));
      gradients.add(answers.add(Heads.mean(told, names::loss), new Scalar(WEIGHT)));
    }
  }

  /** [B, Hkv, T, d] -> [questions, Hkv * d] */
  private static Tensor last(Tensor values, Tensor asked) {
    return values.transpose(1, 2).flatten(2, 3).flatten(0, 1).index_select(0, asked);
  }

  @Override
  public void close() {
    heads.close();
  }
}
