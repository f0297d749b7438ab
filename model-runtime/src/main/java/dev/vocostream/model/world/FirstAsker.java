package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.FIRST;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Of two things that did something in the window, which one was first? */
final class FirstAsker implements Asker {
  private enum Deed {
    ACTED,
    MOVED,
    CAME,
    WENT
  }

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    List<Draft> drafts =
        Arrays.stream(Deed.values()).flatMap(deed -> draft(window, deed).stream()).toList();
    return drafts.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(drafts, random));
  }

  private static Optional<Draft> draft(Watched window, Deed deed) {
    List<Trail> doers = window.trails().stream().filter(trail -> moment(trail, deed) > 0).toList();
    int earliest = doers.stream().mapToInt(trail -> moment(trail, deed)).min().orElse(0);
    List<Trail> first = doers.stream().filter(t -> moment(t, deed) == earliest).toList();
    boolean plain = doers.size() > 1 && first.size() == 1 && first.get(0).oneColour();
    boolean asked = plain && (deed != Deed.MOVED || !unclear(window));
    return asked
        ? Optional.of(
            Draft.of(FIRST, deed.name().toLowerCase(), Description.name(first.get(0).latest())))
        : Optional.empty();
  }

  /** When it first did so; 0 for never. */
  private static int moment(Trail trail, Deed deed) {
    return trail.first(
        switch (deed) {
          case ACTED -> trail::acts;
          case MOVED -> trail::steps;
          case CAME -> trail::comes;
          case WENT -> trail::goes;
        });
  }

  /** Whether something came or went, which is a kind of moving, or moved too little to count. */
  private static boolean unclear(Watched window) {
    return window.trails().stream()
        .anyMatch(trail -> trail.comings(0) + trail.goings(0) > 0 || trail.motion(0).unclear());
  }
}
