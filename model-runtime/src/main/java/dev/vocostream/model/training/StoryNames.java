package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.training.AnswerLoss.Measured;
import dev.vocostream.model.world.Colour;
import dev.vocostream.model.world.Place;
import dev.vocostream.model.world.Story;
import dev.vocostream.model.world.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of text tell what became of every look that a thing could have: columns of logits, look by
 * look.
 *
 * <pre>
 *   red circle: there [2] | first [10] | last [10] | came [8] | went [8] | way [6] |  colour before [8] | x y r
 * </pre>
 */
final class StoryNames {
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

  private static final int NAMES = FACTS.stream().mapToInt(Fact::names).sum();
  private static final int EACH = NAMES + Measures.COUNT;

  /** Columns of all looks. */
  static final int COUNT = Looks.COUNT * EACH;

  private final int rows;
  private final List<Tensor> truths; // of each fact [rows * looks]
  private final Measures measures;

  /**
   * @param told what each row is to tell; any number of stories
   */
  StoryNames(Backend backend, List<List<Story>> told) {
    rows = told.size();
    List<Story[]> byLook =
        told.stream()
            .map(stories -> Looks.sort(stories, Story::latest, new Story[Looks.COUNT]))
            .toList();
    truths = FACTS.stream().map(fact -> backend.longs(truth(byLook, fact))).toList();
    measures =
        new Measures(
            backend,
            byLook.stream()
                .flatMap(Arrays::stream)
                .map(story -> story == null ? null : story.latest())
                .collect(Collectors.toList())); // may hold null
  }

  private static int place(Place place) {
    return place == null ? 0 : 1 + place.ordinal();
  }

  private static long[] truth(List<Story[]> byLook, Fact fact) {
    long[] truth = new long[byLook.size() * Looks.COUNT];
    for (int i = 0; i < truth.length; i++) {
      Story story = byLook.get(i / Looks.COUNT)[i % Looks.COUNT];
      truth[i] = story == null ? 0 : fact.of().applyAsInt(story);
    }
    return truth;
  }

  /**
   * How far they are off, summed over rows.
   *
   * @param said [rows, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor byLook = said.reshape((long) rows * Looks.COUNT, EACH);
    Tensor loss = measures.loss(byLook.narrow(1, NAMES, Measures.COUNT));
    int from = 0;
    for (int i = 0; i < FACTS.size(); i++) {
      Tensor names = byLook.narrow(1, from, FACTS.get(i).names());
      Tensor of =
          torch.cross_entropy_loss(names, truths.get(i), new TensorOptional(), SUM, IGNORED, 0);
      loss = loss.add(of);
      from += FACTS.get(i).names();
    }
    return loss;
  }

  /** Only of facts that say something: of most looks there is nothing to say. */
  Measured measured(Tensor loss, Tensor said) {
    Tensor byLook = said.detach().reshape((long) rows * Looks.COUNT, EACH);
    int right = 0;
    int all = 0;
    int from = 0;
    for (int i = 0; i < FACTS.size(); i++) {
      Tensor names = byLook.narrow(1, from, FACTS.get(i).names());
      Tensor best = torch.argmax(names, new LongOptional(1), false);
      Tensor counts = truths.get(i).gt(new Scalar(0));
      right += best.eq(truths.get(i)).bitwise_and(counts).sum().item_int();
      all += counts.sum().item_int();
      from += FACTS.get(i).names();
    }
    return new Measured(loss.item_double(), 0, all, right);
  }
}
