package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Event;
import dev.vocostream.model.world.Event.Deed;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Rows of text tell what happened at a moment in each ninth of the picture: columns of logits,
 * ninth by ninth.
 *
 * <pre>
 *   top left: what acts, if anything does: see {@link ThingNames} | came, went, moved, changed [4]    top: ..
 * </pre>
 */
final class EventNames {
  private static final Grid NINTHS = new Grid(3);
  private static final int DEEDS = Deed.values().length;
  private static final int EACH = ThingNames.COUNT + DEEDS;

  /** Columns. */
  static final int COUNT = NINTHS.cells() * EACH;

  private final ThingNames things;
  private final Tensor deeds;

  /**
   * @param moments what happens at each that is told of
   */
  EventNames(Backend backend, List<List<Event>> moments) {
    List<Event> events = new ArrayList<>(); // of each ninth, or null
    moments.forEach(moment -> events.addAll(NINTHS.sort(moment, Event::seen)));
    this.things =
        new ThingNames(backend, events.stream().map(e -> e == null ? null : e.seen()).toList());
    this.deeds =
        backend.longs(
            events.stream()
                .mapToLong(e -> e == null ? CrossEntropy.IGNORED : e.deed().ordinal())
                .toArray());
  }

  /**
   * How far they are off, summed.
   *
   * @param said [moments, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor ninths = said.reshape(-1, EACH);
    Tensor ofDeeds = CrossEntropy.of(ninths.narrow(1, ThingNames.COUNT, DEEDS), deeds);
    return things.loss(ninths).add(ofDeeds);
  }
}
