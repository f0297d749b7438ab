package dev.vocostream.model.training;

import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.world.Event;
import dev.vocostream.model.world.Event.Deed;
import java.util.ArrayList;
import java.util.Collections;
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

  /** Nothing moves when a colour changes, so it is seen last of all; and it is rare. */
  private static final int CHANGE_COUNTS = 4;

  private final ThingNames things;
  private final Tensor deeds;
  private final Tensor asked; // which ninths, some of them several times

  /**
   * @param moments what happens at each that is told of
   */
  EventNames(Backend backend, List<List<Event>> moments) {
    List<Event> ninths = new ArrayList<>(); // what happens in each, or null
    moments.forEach(moment -> ninths.addAll(NINTHS.sort(moment, Event::seen)));
    List<Event> events = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < ninths.size(); place++) {
      int times = weight(ninths.get(place));
      events.addAll(Collections.nCopies(times, ninths.get(place)));
      places.addAll(Collections.nCopies(times, place));
    }
    this.asked = backend.longs(places.stream().mapToLong(Integer::longValue).toArray());
    this.things =
        new ThingNames(backend, events.stream().map(e -> e == null ? null : e.seen()).toList());
    this.deeds =
        backend.longs(
            events.stream()
                .mapToLong(e -> e == null ? CrossEntropy.IGNORED : e.deed().ordinal())
                .toArray());
  }

  private static int weight(Event event) {
    return event != null && event.deed() == Deed.CHANGES ? CHANGE_COUNTS : 1;
  }

  /**
   * How far they are off, summed.
   *
   * @param said [moments, {@link #COUNT}]
   */
  Tensor loss(Tensor said) {
    Tensor ninths = said.reshape(-1, EACH).index_select(0, asked);
    Tensor ofDeeds = CrossEntropy.of(ninths.narrow(1, ThingNames.COUNT, DEEDS), deeds);
    return things.loss(ninths).add(ofDeeds);
  }
}
