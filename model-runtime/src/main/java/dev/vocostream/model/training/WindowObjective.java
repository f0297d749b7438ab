package dev.vocostream.model.training;

import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The beginning of the prompt, which is the same for every question and stands right behind the
 * window, names what became of each look in the window. Questions find there what they would else
 * have to compare frames for, each by itself. The heads are thrown away afterwards.
 *
 * <pre>
 *   layer 4 .. L-1:  V of row i of the beginning  → W_i ┐
 *                    V of row j                   → W_j ┴ sum → look: first | last | came | went | way | colour before
 * </pre>
 */
final class WindowObjective implements Objective, AutoCloseable {
  private static final int TOGETHER = 16;
  private static final int FIRST_LAYER = 4; // before, text has hardly read anything
  private static final int SUM = 2; // at::Reduction::Sum
  private static final long IGNORED = -100;

  /** One thing to tell of a look; 0 also of looks that are not there at all. */
  private record Fact(int names, ToIntFunction<Story> of) {}

  private static final List<Fact> FACTS =
      List.of(
          new Fact(2, story -> 1),
          new Fact(1 + Place.values().length, story -> place(story.first())),
          new Fact(1 + Place.values().length, story -> place(story.last())),
          new Fact(Window.MOST_FRAMES, Story::came),
          new Fact(Window.MOST_FRAMES, Story::went),
          new Fact(Story.MOTIONS, Story::motion),
          new Fact(Colour.values().length, story -> story.before().ordinal()));

  private static final int[] FIRST_NAMES = firstNames();
  private static final int NAMES = FACTS.stream().mapToInt(Fact::names).sum();

  private final LongFunction<Window> windows;
  private final Student student;
  private final Lesson beginning;
  private final List<Tensor> heads = new ArrayList<>(); // per layer [rows * Hkv * d, looks * names]

  /**
   * @param windows by number; may be asked by several threads
   */
  WindowObjective(LongFunction<Window> windows, Student student) {
    this.windows = windows;
    this.student = student;
    this.beginning = Lesson.beginning(student.template().head());
    var config = student.config().decoder();
    long in = (long) beginning.length() * config.kvHeads() * config.headDim();
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      for (int layer = FIRST_LAYER; layer < config.layers(); layer++) {
        Tensor head = torch.randn(in, (long) Looks.COUNT * NAMES).mul(new Scalar(0.01));
        head.set_requires_grad(true);
        head.retainReference();
        heads.add(head);
      }
    }
  }

  private static int[] firstNames() {
    int[] first = new int[FACTS.size()];
    for (int i = 1; i < first.length; i++) {
      first[i] = first[i - 1] + FACTS.get(i - 1).names();
    }
    return first;
  }

  private static int place(Place place) {
    return place == null ? 0 : 1 + place.ordinal();
  }

  @Override
  public Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new TreeMap<>();
    for (int i = 0; i < heads.size(); i++) {
      parameters.put("window_head." + i, heads.get(i));
    }
    return parameters;
  }

  @Override
  public Measured learn(List<Long> numbers, WindowForm form, Gradients gradients) {
    Map<Integer, List<Window>> byFrames = new TreeMap<>();
    for (long number : numbers) {
      Window window = windows.apply(number);
      byFrames.computeIfAbsent(window.pictures().size(), any -> new ArrayList<>()).add(window);
    }
    Measured measured = Measured.NOTHING;
    for (List<Window> alike : byFrames.values()) {
      for (int from = 0; from < alike.size(); from += TOGETHER) {
        List<Window> some = alike.subList(from, Math.min(from + TOGETHER, alike.size()));
        measured = measured.plus(tell(some, form, gradients));
      }
    }
    return measured;
  }

  private Measured tell(List<Window> some, WindowForm form, Gradients gradients) {
    try (PointerScope scope = new PointerScope()) {
      List<Lesson> lessons = some.stream().map(w -> beginning.about(w.pictures())).toList();
      List<Tensor> read =
          student.listen(new LessonBatch(lessons, some.get(0).pictures().size()), form);
      List<Tensor> truths = truths(some.stream().map(WindowObjective::byLook).toList());
      Tensor loss = null;
      Tensor said = null;
      for (int i = 0; i < heads.size(); i++) {
        Tensor values = read.get(FIRST_LAYER + i).transpose(1, 2).flatten(1, 3); // [B, in]
        said = values.matmul(heads.get(i)).view((long) some.size() * Looks.COUNT, NAMES);
        Tensor ofLayer = loss(said, truths);
        loss = loss == null ? ofLayer : loss.add(ofLayer);
      }
      Tensor mean = loss.mul(new Scalar(1.0 / heads.size()));
      gradients.add(mean);
      return measured(mean, said.detach(), truths);
    }
  }

  private static Tensor loss(Tensor said, List<Tensor> truths) {
    Tensor loss = null;
    for (int i = 0; i < FACTS.size(); i++) {
      Tensor names = said.narrow(1, FIRST_NAMES[i], FACTS.get(i).names());
      Tensor of =
          torch.cross_entropy_loss(names, truths.get(i), new TensorOptional(), SUM, IGNORED, 0);
      loss = loss == null ? of : loss.add(of);
    }
    return loss;
  }

  /** Only of facts that say something: of most looks there is nothing to say. */
  private static Measured measured(Tensor loss, Tensor said, List<Tensor> truths) {
    int right = 0;
    int all = 0;
    for (int i = 0; i < FACTS.size(); i++) {
      Tensor names = said.narrow(1, FIRST_NAMES[i], FACTS.get(i).names());
      Tensor best = torch.argmax(names, new LongOptional(1), false);
      Tensor counts = truths.get(i).gt(new Scalar(0));
      right += best.eq(truths.get(i)).bitwise_and(counts).sum().item_int();
      all += counts.sum().item_int();
    }
    return new Measured(loss.item_double(), 0, all, right);
  }

  private List<Tensor> truths(List<Story[]> stories) {
    return FACTS.stream().map(fact -> student.backend().longs(truth(stories, fact))).toList();
  }

  private static long[] truth(List<Story[]> stories, Fact fact) {
    long[] truth = new long[stories.size() * Looks.COUNT];
    for (int i = 0; i < truth.length; i++) {
      Story story = stories.get(i / Looks.COUNT)[i % Looks.COUNT];
      truth[i] = story == null ? 0 : fact.of().applyAsInt(story);
    }
    return truth;
  }

  private static Story[] byLook(Window window) {
    return Looks.sort(Story.of(window.moments()), Story::latest, new Story[Looks.COUNT]);
  }

  @Override
  public void close() {
    heads.forEach(Tensor::releaseReference);
  }
}
