package dev.vocostream.model.world;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What came into view, or what went out of it? Nothing, about as often as something. */
final class CrossingAsker implements Asker {
  private final QuestionType type;
  private final boolean entering;

  private CrossingAsker(QuestionType type) {
    this.type = type;
    this.entering = type == QuestionType.ENTERED;
  }

  static Asker entered() {
    return new CrossingAsker(QuestionType.ENTERED);
  }

  static Asker left() {
    return new CrossingAsker(QuestionType.LEFT);
  }

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    boolean something = random.nextInt(3) > 0;
    return Chance.retry(
        MovedAsker.SPANS, () -> draft(window, Span.draw(window, random), something));
  }

  private Optional<Draft> draft(Watched window, Span span, boolean something) {
    List<Trail> crossed =
        window.trails().stream().filter(trail -> crossings(trail, span) > 0).toList();
    if (crossed.isEmpty() == something || crossed.size() > 1) {
      return Optional.empty();
    }
    if (!something) {
      return Optional.of(answered("nothing", span).within(cell(window, span), "none", 9));
    }
    Trail trail = crossed.get(0);
    boolean back = trail.seen(entering ? span.from() : span.last());
    if (back || crossings(trail, span) > 1 || !trail.oneColour()) {
      return Optional.empty();
    }
    String name = Description.name(trail.latest());
    return Optional.of(answered(name, span).within(cell(window, span), "some", 11));
  }

  private int crossings(Trail trail, Span span) {
    return entering ? trail.comings(span.from()) : trail.goings(span.from());
  }

  private Draft answered(String answer, Span span) {
    return Draft.of(type, "any", answer).over(span);
  }

  private static String cell(Watched window, Span span) {
    return window.now().size() + "|" + span.length();
  }
}
