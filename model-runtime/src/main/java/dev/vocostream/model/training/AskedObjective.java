package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.training.Recipe.WorldLessons;
import dev.vocostream.model.world.Asked;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Right answers, and before them, what they follow from. An answer is a word or two and tells
 * little of why it is right; these tell all, each where it can first be known. The heads are thrown
 * away afterwards.
 *
 * <pre>
 *   frame    VoCo tokens                   → what each cell holds                    CellNames
 *   window   the prompt's beginning        → what frames held, one after the other    FrameEcho
 *                                          → what became of the thing at each ninth  StoryNames
 *                                          → which thing did something first        FirstNames
 *   question ".. the star move? ASSISTANT:"→ what became of any star                 SubjectNames
 *                                          → the answer
 * </pre>
 */
final class AskedObjective implements Objective {
  private static final int TOGETHER = 16;

  /** Less than an answer's: reasons outnumber it, and some have nothing to do with it. */
  private static final double WEIGHT = 0.2;

  /** There is one thing to tell of a window, beside nine ninths. */
  private static final double ONE = 4;

  private final LongFunction<Questioned> windows;
  private final Student student;
  private final boolean exact;
  private final UnaryOperator<Lesson> hearing;
  private final LessonWriter writer;
  private final UnshownWords unshown;
  private final Stage stage;
  private final int beginning; // rows of every text before its first question
  // all zero at first, or what is known already would be overwritten by what random heads ask for
  private final Heads ofFrames;
  private final Heads ofWindows;
  private final Heads ofFirst;
  private final Heads ofQuestions; // [Hkv * d, columns]
  private final FrameEcho echo;

  /** What goes through the model at once. */
  private record Batch(List<Questioned> some, LessonBatch lessons, List<List<Story>> stories) {
    List<List<Moment>> windows() {
      return some.stream().map(one -> one.window().moments()).toList();
    }

    /** What each question is about. */
    List<List<Story>> subjects() {
      List<List<Story>> subjects = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        for (Asked asked : some.get(i).asked()) {
          Subject subject = Subject.of(asked);
          subjects.add(stories.get(i).stream().filter(s -> subject.fits(s.latest())).toList());
        }
      }
      return subjects;
    }
  }

  /**
   * @param windows by number, neighbours of equal length; may be asked by several threads
   * @param lessons how they are taught
   */
  AskedObjective(
      Stage stage, LongFunction<Questioned> windows, Student student, WorldLessons lessons) {
    this.exact = lessons.isExact();
    this.hearing =
        lessons.isNameless() ? new Misheard(student.template())::of : UnaryOperator.identity();
    this.stage = stage;
    this.windows = windows;
    this.student = student;
    this.writer = LessonWriter.of(student, stage.forms());
    this.unshown = new UnshownWords(student.template());
    this.beginning = student.template().head().length;
    this.ofFrames = CellNames.heads(student, stage.mostTokens(), 0);
    this.echo = new FrameEcho(student, beginning, stage.mostTokens(), exact);
    this.ofWindows = StoryNames.heads(student, beginning, 0);
    this.ofFirst = FirstNames.heads(student, beginning);
    var config = student.config().decoder();
    long in = (long) config.kvHeads() * config.headDim();
    this.ofQuestions =
        new Heads(
            "asked_head",
            config.layers() / 2, // before, text has hardly read anything
            config.layers(),
            () -> torch.zeros(in, SubjectNames.COUNT));
  }

  @Override
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>(ofFrames.parameters());
    parameters.putAll(echo.parameters());
    parameters.putAll(ofWindows.parameters());
    parameters.putAll(ofFirst.parameters());
    parameters.putAll(ofQuestions.parameters());
    return parameters;
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

  private Batch batch(List<Questioned> some) {
    List<Lesson> lessons =
        some.stream().map(one -> hearing.apply(writer.write(one.example()))).toList();
    List<List<Story>> stories = some.stream().map(one -> Story.of(one.window().moments())).toList();
    return new Batch(some, new LessonBatch(lessons, frames(some.get(0))), stories);
  }

  private static int frames(Questioned one) {
    return one.window().pictures().size();
  }

  private void learn(Batch batch, WindowForm form, AnswerLoss loss, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      LessonBatch lessons = batch.lessons();
      FrameRows rows = student.rows(lessons.pictures(), form);
      Heard heard = student.listen(lessons, rows, form);
      List<List<Story>> subjects = batch.subjects();
      Tensor said =
          unshown.without(lessons, subjects, student.backend(), student.logits(lessons, heard));
      Tensor answers = loss.of(said, null, student.backend().longs(lessons.targets()));
      Tensor reasons = cells(batch, rows, form).add(stories(batch, heard));
      if (lessons.frames() > 1) {
        reasons = reasons.add(echo.loss(batch.windows(), heard, form)).add(first(batch, heard));
      }
      reasons = reasons.add(questions(lessons, subjects, heard));
      gradients.add(answers.add(reasons, new Scalar(WEIGHT)));
    }
  }

  private Tensor cells(Batch batch, FrameRows rows, WindowForm form) {
    List<Moment> frames = batch.windows().stream().flatMap(List::stream).toList();
    CellNames names = new CellNames(student.backend(), frames, exact);
    return Heads.mean(CellNames.say(ofFrames, rows, form), names::loss);
  }

  private Tensor stories(Batch batch, Heard heard) {
    StoryNames names = new StoryNames(student.backend(), batch.stories(), exact);
    return Heads.mean(ofWindows.sayOfBeginning(heard, beginning), names::loss);
  }

  private Tensor first(Batch batch, Heard heard) {
    FirstNames names = new FirstNames(student.backend(), batch.windows());
    List<Tensor> said = ofFirst.sayOfBeginning(heard, beginning);
    return Heads.mean(said, names::loss).mul(new Scalar(ONE));
  }

  private Tensor questions(LessonBatch lessons, List<List<Story>> subjects, Heard heard) {
    SubjectNames names = new SubjectNames(student.backend(), subjects, exact);
    Tensor asked = student.backend().longs(lessons.askedRows());
    return Heads.mean(
        ofQuestions.say((layer, head) -> last(heard.values().get(layer), asked).matmul(head)),
        names::loss);
  }

  /** [B, Hkv, T, d] -> [questions, Hkv * d] */
  private static Tensor last(Tensor values, Tensor asked) {
    return values.transpose(1, 2).flatten(2, 3).flatten(0, 1).index_select(0, asked);
  }

  @Override
  public void close() {
    ofFrames.close();
    echo.close();
    ofWindows.close();
    ofFirst.close();
    ofQuestions.close();
  }
}
