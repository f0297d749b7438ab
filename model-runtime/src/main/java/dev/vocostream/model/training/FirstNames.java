package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.FirstDeed;
import dev.vocostream.model.world.Moment;
import dev.vocostream.model.world.Seen;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rows of text name the thing that did something before all others, whatever will be asked: columns
 * of logits, deed by deed. Which of two acted first is compared here, where there are many rows and
 * layers left to read it, and not in the one row that is to say the answer.
 *
 * <pre>
 *   acted: who, if one thing alone: see {@link ThingNames}    moved: ..    came: ..    went: ..
 * </pre>
 */
final class FirstNames {
  private static final FirstDeed[] DEEDS = FirstDeed.values();

  private final ThingNames things;

  FirstNames(Backend backend, List<List<Moment>> windows) {
    List<Seen> first = new ArrayList<>();
    for (List<Moment> window : windows) {
      for (FirstDeed deed : DEEDS) {
        first.add(deed.first(window).orElse(null));
      }
    }
    this.things = new ThingNames(backend, first);
  }

  /** All zero at first, they change nothing before they are learnt. */
  static Heads heads(Student student, int rows) {
    return Heads.ofBeginning(
        "first_head", student, rows, in -> torch.zeros(in, DEEDS.length * ThingNames.COUNT));
  }

  /**
   * How far they are off, summed.
   *
   * @param said [windows, columns]
   */
  Tensor loss(Tensor said) {
    return things.loss(said.reshape(-1, ThingNames.COUNT));
  }
}
