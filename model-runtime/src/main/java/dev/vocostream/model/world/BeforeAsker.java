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
  private static final int PLACES_TRIED = 12;

  /** Whether what was there, or its colour, is the same now. */
  private enum Outcome {
    NOTHING(0.45),
    SAME(0.25),
    OTHER(0.35);

    private final double share;

    Outcome(double share) {
      this.share = share;
    }
  }

  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    // a colour is harder to guess than nothing: more of them, and the form tells too much
    if (random.nextInt(4) == 0) {
      boolean changed = random.nextInt(3) > 0;
      return Chance.retry(
          MovedAsker.SPANS, () -> colour(window, span(window, random), changed, random));
    }
    Outcome outcome = Chance.pick(OUTCOMES, random);
    return Chance.retry(
        PLACES_TRIED,
        () ->
            place(window, span(window, random), Chance.pick(PLACES, random))
                .filter(draft -> draft.stratum().outcome().equals(outcome.name())));
  }

  private static Span span(Watched window, RandomGenerator random) {
    int last = window.last();
    return random.nextBoolean()
        ? new Span(0, last, true)
        : Span.named(1 + random.nextInt(last), last);
  }

  private static Optional<Draft> colour(
      Watched window, Span span, boolean changed, RandomGenerator random) {
    Optional<Trail> subject =
        window.trail(
            trail ->
                trail.seen(span.from())
                    && trail.seen(span.last())
                    && changed != isSame(trail, span),
            random);
    return subject.flatMap(
        trail ->
            window
                .nameEver(trail, NAMES, random)
                .map(
                    name ->
                        Draft.of(BEFORE, "colour", trail.at(span.from()).colour().word())
                            .saying("it", name)
                            .saying("then", span.then())
                            .about(trail.at(span.last()))
                            .within(span.length(), changed ? "other" : "same", changed ? 6 : 4)));
  }

  private static boolean isSame(Trail trail, Span span) {
    return trail.at(span.from()).colour() == trail.at(span.last()).colour();
  }

  private static Optional<Draft> place(Watched window, Span span, Place place) {
    List<Seen> all = window.at(span.from());
    List<Seen> then = in(place, all);
    List<Seen> now = in(place, window.now());
    boolean clear = all.stream().allMatch(Description::clearlyPlaced);
    if (!clear || then.size() > 1 || now.size() > 1) {
      return Optional.empty();
    }
    String answer = name(then);
    Outcome outcome =
        then.isEmpty() ? Outcome.NOTHING : answer.equals(name(now)) ? Outcome.SAME : Outcome.OTHER;
    Draft draft =
        Draft.of(BEFORE, "place", answer)
            .saying("at", Description.at(place))
            .saying("then", span.then())
            .within(now.size() + "|" + span.length(), outcome.name(), outcome.share);
    return Optional.of(now.isEmpty() ? draft : draft.about(now.get(0)));
  }

  private static List<Seen> in(Place place, List<Seen> among) {
    return among.stream().filter(seen -> seen.place() == place).toList();
  }

  private static String name(List<Seen> one) {
    return one.isEmpty() ? "nothing" : Description.name(one.get(0));
  }
}
