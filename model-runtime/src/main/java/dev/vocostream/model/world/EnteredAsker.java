package dev.vocostream.model.world;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What came into view, or what went out of it? Nothing, about as often as something. */
final class EnteredAsker implements Asker {
  private final QuestionType type;
  private final boolean entering;

  private EnteredAsker(QuestionType type) {
    this.type = type;
    this.entering = type == QuestionType.ENTERED;
  }

  static Asker entered() {
    return new EnteredAsker(QuestionType.ENTERED);
  }

  static Asker left() {
    return new EnteredAsker(QuestionType.LEFT);
  }

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    Span span = Span.draw(window, random);
    List<Trail> crossed =
        window.trails().stream().filter(trail -> crossings(trail, span) > 0).toList();
    if (crossed.isEmpty()) {
      return Optional.of(answered(window, span, "nothing").within(cell(window, span), "none", 9));
    }
    Trail trail = crossed.get(0);
    boolean plain = crossed.size() == 1 && crossings(trail, span) == 1 && trail.oneColour();
    if (!plain || trail.seen(entering ? span.from() : span.last())) {
      return Optional.empty();
    }
    String name = Description.name(trail.latest());
    return Optional.of(answered(window, span, name).within(cell(window, span), "some", 11));
  }

  private int crossings(Trail trail, Span span) {
    return entering ? trail.comings(span.from()) : trail.goings(span.from());
  }

  private Draft answered(Watched window, Span span, String answer) {
    return Draft.of(type, "any", answer).over(span);
  }

  private static String cell(Watched window, Span span) {
    return window.now().size() + "|" + span.length();
  }
}
