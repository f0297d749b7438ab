package dev.vocostream.model.training;

import dev.vocostream.model.Prompt.Turn;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Subject;
import dev.vocostream.model.world.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
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
 *                                             layer L/2 .. L-1: V → W → of every star: first | last | came | ..
 * </pre>
 */
final class AskedObjective implements Objective, AutoCloseable {
  private static final int TOGETHER = 16;

  private final LongFunction<Questioned> windows;
  private final Student student;
  private final LessonWriter writer;
  private final Stage stage;
  private final int firstLayer; // before it, text has hardly read anything
  private final List<Tensor> heads = new ArrayList<>(); // per layer [Hkv * d, columns]

  /** A window with questions about it. */
  record Questioned(Window window, List<Asked> asked) {}

  /** What goes through the model at once. */
  private record Batch(LessonBatch lessons, List<List<Story>> told) {}

  /**
   * @param windows by number, neighbours of equal length; may be asked by several threads
   */
  AskedObjective(Stage stage, LongFunction<Questioned> windows, Student student) {
    this.stage = stage;
    this.windows = windows;
    this.student = student;
    this.writer = new LessonWriter(student.template(), student.config().decoder().maxPositions());
    var config = student.config().decoder();
    this.firstLayer = config.layers() / 2;
    long in = (long) config.kvHeads() * config.headDim();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (int layer = firstLayer; layer < config.layers(); layer++) {
        // zeros, or what is known already would be overwritten by what random heads ask for
        Tensor head = torch.zeros(in, StoryNames.COUNT);
        head.set_requires_grad(true);
        head.retainReference();
        heads.add(head);
      }
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>();
    for (int i = 0; i < heads.size(); i++) {
      parameters.put("asked_head." + i, heads.get(i));
    }
    return parameters;
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    AnswerLoss loss = new AnswerLoss(stage.alpha(), stage.tau(), student.config().tokens().voco());
    Map<Integer, List<Questioned>> byFrames = new TreeMap<>();
    for (long number : numbers) {
      Questioned one = windows.apply(number);
      if (!one.asked().isEmpty()) {
        int frames = one.window().pictures().size();
        byFrames.computeIfAbsent(frames, any -> new ArrayList<>()).add(one);
      }
    }
    for (List<Questioned> alike : byFrames.values()) {
      for (int from = 0; from < alike.size(); from += TOGETHER) {
        learn(
            batch(alike.subList(from, Math.min(from + TOGETHER, alike.size()))),
            form,
            loss,
            gradients);
      }
    }
    return loss.measured();
  }

  private Batch batch(List<Questioned> some) {
    List<Lesson> lessons = new ArrayList<>();
    List<List<Story>> told = new ArrayList<>();
    for (Questioned one : some) {
      List<Turn> turns = one.asked().stream().map(a -> new Turn(a.question(), a.answer())).toList();
      lessons.add(writer.write(new Example(one.window().pictures(), turns, true)));
      List<Story> all = Story.of(one.window().moments());
      for (Asked asked : one.asked()) {
        Subject subject = Subject.of(asked);
        told.add(all.stream().filter(story -> subject.fits(story.latest())).toList());
      }
    }
    return new Batch(new LessonBatch(lessons, some.get(0).window().pictures().size()), told);
  }

  private void learn(Batch batch, WindowForm form, AnswerLoss loss, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      LessonBatch lessons = batch.lessons();
      Heard heard = student.listen(lessons, form);
      Tensor targets = student.backend().longs(lessons.targets());
      Tensor answers = loss.of(student.logits(lessons, heard), null, targets);
      StoryNames names = new StoryNames(student.backend(), batch.told());
      Tensor asked = student.backend().longs(lessons.askedRows());
      Tensor told = null;
      for (int i = 0; i < heads.size(); i++) {
        Tensor values = heard.values().get(firstLayer + i).transpose(1, 2).flatten(2, 3);
        Tensor rows = values.flatten(0, 1).index_select(0, asked); // [questions, in]
        Tensor ofLayer = names.loss(rows.matmul(heads.get(i)));
        told = told == null ? ofLayer : told.add(ofLayer);
      }
      gradients.add(answers.add(told.mul(new Scalar(1.0 / heads.size()))));
    }
  }

  @Override
  public void close() {
    heads.forEach(Tensor::releaseReference);
  }
}
