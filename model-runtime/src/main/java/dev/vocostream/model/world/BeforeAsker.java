package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.BEFORE;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What was there, or what colour was it, some seconds ago? */
final class BeforeAsker implements Asker {
  private static final List<Kind> NAMES = List.of(Kind.SHAPE, Kind.SIZE_SHAPE);
  private static final List<Place> PLACES = List.of(Place.values());

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    int last = window.last();
    Span span =
        random.nextBoolean() ? new Span(0, last, true) : Span.named(1 + random.nextInt(last), last);
    return random.nextInt(4) == 0 ? colour(window, span, random) : place(window, span, random);
  }

  private static Optional<Draft> colour(Watched window, Span span, RandomGenerator random) {
    boolean changed = random.nextInt(3) > 0;
    List<Trail> trails =
        window.trails().stream()
            .filter(trail -> trail.seen(span.from()) && trail.seen(span.last()))
            .filter(trail -> changed != isSame(trail, span))
            .toList();
    if (trails.isEmpty()) {
      return Optional.empty();
    }
    Trail trail = Chance.pick(trails, random);
    return window
        .nameEver(trail, NAMES, random)
        .map(
            name ->
                Draft.of(BEFORE, "colour", trail.at(span.from()).colour().word())
                    .saying("it", name)
                    .saying("then", span.then())
                    .about(trail.at(span.last()))
                    .within(span.length(), changed ? "other" : "same", changed ? 6 : 4));
  }

  private static boolean isSame(Trail trail, Span span) {
    return trail.at(span.from()).colour() == trail.at(span.last()).colour();
  }

  private static Optional<Draft> place(Watched window, Span span, RandomGenerator random) {
    Place place = Chance.pick(PLACES, random);
    List<Seen> then = in(place, window.at(span.from()));
    List<Seen> now = in(place, window.now());
    if (then.size() > 1 || now.size() > 1 || !clear(window.at(span.from()))) {
      return Optional.empty();
    }
    String answer = name(then);
    String outcome = then.isEmpty() ? "nothing" : answer.equals(name(now)) ? "same" : "other";
    double share = then.isEmpty() ? 4.5 : answer.equals(name(now)) ? 2.5 : 3.5;
    Draft draft =
        Draft.of(BEFORE, "place", answer)
            .saying("at", Description.at(place))
            .saying("then", span.then())
            .within(now.size() + "|" + span.length(), outcome, share);
    return Optional.of(now.isEmpty() ? draft : draft.about(now.get(0)));
  }

  private static boolean clear(List<Seen> seen) {
    return seen.stream().allMatch(Description::clearlyPlaced);
  }

  private static List<Seen> in(Place place, List<Seen> among) {
    return among.stream().filter(seen -> seen.place() == place).toList();
  }

  private static String name(List<Seen> one) {
    return one.isEmpty() ? "nothing" : Description.name(one.get(0));
  }
}
