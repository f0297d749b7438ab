package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.FIRST;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Of two things that did something in the window, which one was first? */
final class FirstAsker implements Asker {
  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    List<Draft> drafts =
        Arrays.stream(FirstDeed.values()).flatMap(deed -> draft(window, deed).stream()).toList();
    return drafts.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(drafts, random));
  }

  private static Optional<Draft> draft(Watched window, FirstDeed deed) {
    List<Trail> doers = deed.doers(window);
    List<Trail> first = deed.earliest(doers);
    boolean plain = doers.size() > 1 && first.size() == 1 && first.get(0).oneColour();
    boolean asked = plain && (deed != FirstDeed.MOVED || !unclear(window));
    return asked
        ? Optional.of(
            Draft.of(FIRST, deed.name().toLowerCase(), Description.name(first.get(0).latest())))
        : Optional.empty();
  }

  /** Whether something came or went, which is a kind of moving, or moved too little to count. */
  private static boolean unclear(Watched window) {
    return window.trails().stream()
        .anyMatch(trail -> trail.comings(0) + trail.goings(0) > 0 || trail.motion(0).unclear());
  }
}
