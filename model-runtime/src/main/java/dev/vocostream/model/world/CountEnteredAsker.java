package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.COUNT_ENTERED;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How many came into view during the last seconds? */
final class CountEnteredAsker implements Asker {
  /** Wanted shares of 0, 1 and 2. */
  private static final double[] SHARES = {0.4, 0.35, 0.25};

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    int last = window.last();
    Span span = Span.named(1 + random.nextInt(last), last);
    List<Trail> came =
        window.trails().stream().filter(trail -> trail.comings(span.from()) > 0).toList();
    boolean again = came.stream().anyMatch(t -> t.seen(span.from()) || t.comings(span.from()) > 1);
    if (again || came.size() >= SHARES.length) {
      return Optional.empty();
    }
    String answer = Integer.toString(came.size());
    String cell = span.seconds() + "|" + Math.min(4, window.now().size());
    return Optional.of(
        Draft.of(COUNT_ENTERED, "any", answer)
            .over(span)
            .within(cell, answer, SHARES[came.size()]));
  }
}
