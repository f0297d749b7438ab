package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.training.StoryFacts.Fact;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of text tell what became of the things of a window, each at the ninth where it was last
 * seen: columns of logits, ninth by ninth.
 *
 * <pre>
 *   top left: is there one [2] | x y r | shape, colour, .. : see {@link StoryFacts}    top: ..
 * </pre>
 */
final class StoryNames {
  private static final Grid NINTHS = new Grid(3);
  private static final int THERE = 2;
  private static final int FACTS = THERE + Measures.COUNT;
  private static final int EACH = FACTS + StoryFacts.COUNT;

  private static final int COLUMNS = NINTHS.cells() * EACH;

  private final Backend backend;
  private final boolean exact;
  private final List<Story> stories = new ArrayList<>(); // of each ninth of each row, or null

  /**
   * @param told what each row is to tell
   * @param exact how {@link Measures} weigh
   */
  StoryNames(Backend backend, List<List<Story>> told, boolean exact) {
    this.backend = backend;
    this.exact = exact;
    told.forEach(row -> stories.addAll(NINTHS.sort(row, Story::latest)));
  }

  /**
   * @param rows of text that tell together, the first
   * @param deviation that they begin with; with none they change nothing before they are learnt
   */
  static Heads heads(Student student, int rows, double deviation) {
    return Heads.ofBeginning(
        "window_head", student, rows, in -> torch.randn(in, COLUMNS).mul(new Scalar(deviation)));
  }

  /**
   * How far they are off, summed.
   *
   * @param said [windows, columns]
   */
  Tensor loss(Tensor said) {
    Tensor ninths = ninths(said);
    List<Seen> shown = new ArrayList<>();
    stories.forEach(story -> shown.add(story == null ? null : story.latest()));
    Tensor loss = CrossEntropy.of(ninths.narrow(1, 0, THERE), labels(0, story -> 1));
    loss =
        loss.add(new Measures(backend, shown, exact).loss(ninths.narrow(1, THERE, Measures.COUNT)));
    int from = FACTS;
    for (Fact fact : StoryFacts.ALL) {
      Tensor names =
          Unshown.without(
              (row, name) -> isUnshown(fact, stories.get(row), name),
              backend,
              ninths.narrow(1, from, fact.names()));
      loss = loss.add(CrossEntropy.of(names, labels(CrossEntropy.IGNORED, fact.of())));
      from += fact.names();
    }
    return loss;
  }

  private static boolean isUnshown(Fact fact, Story story, int name) {
    return story != null && fact.unshown().test(story, name);
  }

  private Tensor ninths(Tensor said) {
    return said.reshape(stories.size(), EACH);
  }

  /**
   * @param none where there is no thing
   */
  private Tensor labels(long none, ToIntFunction<Story> of) {
    return backend.longs(
        stories.stream().mapToLong(s -> s == null ? none : of.applyAsInt(s)).toArray());
  }

  /** Only facts of things: of most ninths there is nothing to say. */
  Measured measured(Tensor loss, Tensor said) {
    Tensor ninths = ninths(said.detach());
    int right = 0;
    int all = 0;
    int from = FACTS;
    for (Fact fact : StoryFacts.ALL) {
      Tensor names = ninths.narrow(1, from, fact.names());
      Tensor truths = labels(CrossEntropy.IGNORED, fact.of());
      right += torch.argmax(names, new LongOptional(1), false).eq(truths).sum().item_int();
      all += truths.ge(new Scalar(0)).sum().item_int();
      from += fact.names();
    }
    return new Measured(loss.item_double(), 0, all, right);
  }
}
