package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.training.StoryFacts.Fact;
import dev.vocostream.model.world.Seen;
import dev.vocostream.model.world.Story;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of text tell how many things a question is about, and which facts are true of any of them:
 * columns of logits, yes or no each; and where exactly it is, if there is one and that is asked.
 *
 * <pre>
 *   how many [6] | shapes, colours, .. : see {@link StoryFacts} | x y r
 * </pre>
 */
final class SubjectNames {
  private static final int NUMBERS = 6;

  private static final int NAMES = NUMBERS + StoryFacts.COUNT;

  /** Columns. */
  static final int COUNT = NAMES + Measures.COUNT;

  private static final int SUM = 2; // at::Reduction::Sum

  private final Tensor truths; // [rows, NAMES]
  private final Tensor known; // 1, or 0 for what is not asked [rows, NAMES]
  private final Measures measures;

  /**
   * @param told what each row is to tell of; any number of stories
   * @param exact whether rows about one thing tell where it is as well
   */
  SubjectNames(Backend backend, List<List<Story>> told, boolean exact) {
    float[] truths = new float[told.size() * NAMES];
    float[] known = new float[truths.length];
    Arrays.fill(known, 1);
    for (int row = 0; row < told.size(); row++) {
      int from = row * NAMES;
      truths[from + Math.min(NUMBERS - 1, told.get(row).size())] = 1;
      from += NUMBERS;
      for (Fact fact : StoryFacts.ALL) {
        for (Story story : told.get(row)) {
          int name = fact.of().applyAsInt(story);
          if (name == CrossEntropy.IGNORED) {
            Arrays.fill(known, from, from + fact.names(), 0);
          } else {
            truths[from + name] = 1;
            leaveOut(fact, story, known, from);
          }
        }
        from += fact.names();
      }
    }
    this.truths = backend.floats(truths, told.size(), NAMES);
    this.known = backend.floats(known, told.size(), NAMES);
    List<Seen> only =
        told.stream().map(some -> exact && some.size() == 1 ? some.get(0).latest() : null).toList();
    this.measures = new Measures(backend, only, exact);
  }

  /** What training never shows of such a thing is not asked of it. */
  private static void leaveOut(Fact fact, Story story, float[] known, int from) {
    for (int name = 0; name < fact.names(); name++) {
      if (fact.unshown().test(story, name)) {
        known[from + name] = 0;
      }
    }
  }

  /**
   * How far they are off, summed.
   *
   * @param said [rows, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor names =
        torch.binary_cross_entropy_with_logits(
            said.narrow(1, 0, NAMES), truths, new TensorOptional(known), new TensorOptional(), SUM);
    return names.add(measures.loss(said.narrow(1, NAMES, Measures.COUNT)));
  }
}
