package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.COUNT_ENTERED;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** How many came into view during the last seconds? */
final class CountEnteredAsker implements Asker {
  /** Wanted shares of 0, 1 and 2. */
  private static final double[] SHARES = {0.45, 0.39, 0.16};

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    int wanted = random.nextInt(SHARES.length);
    List<Span> spans =
        IntStream.rangeClosed(1, window.last())
            .mapToObj(seconds -> Span.named(seconds, window.last()))
            .filter(span -> came(window, span) == wanted)
            .toList();
    return spans.isEmpty()
        ? Optional.empty()
        : Optional.of(draft(window, Chance.pick(spans, random), wanted));
  }

  private static Draft draft(Watched window, Span span, int came) {
    String answer = Integer.toString(came);
    String cell = span.seconds() + "|" + Math.min(4, window.now().size());
    return Draft.of(COUNT_ENTERED, "any", answer).over(span).within(cell, answer, SHARES[came]);
  }

  /** How many, or -1 if one came that had been there at the beginning, or came twice. */
  private static int came(Watched window, Span span) {
    int came = 0;
    for (Trail trail : window.trails()) {
      int comings = trail.comings(span.from());
      if (comings > 1 || (comings == 1 && trail.seen(span.from()))) {
        return -1;
      }
      came += comings;
    }
    return came;
  }
}
