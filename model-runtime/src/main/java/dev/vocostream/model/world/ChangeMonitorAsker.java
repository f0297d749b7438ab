package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.MONITOR_CHANGE;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Did something happen? Yes and no alike, whatever is named and however the window ends.
 *
 * <p>Nothing is asked that the last moment alone would answer, such as whether a thing came in that
 * is not there.
 */
final class ChangeMonitorAsker implements Asker {
  private static final List<Kind> KINDS = List.of(Kind.COLOUR, Kind.SHAPE, Kind.COLOUR_SHAPE);

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    Span span = Span.draw(window, random);
    return switch (random.nextInt(7)) {
      case 0 -> wentThatWay(window, span, random);
      case 1 -> goesThatWay(window, random);
      case 2 -> moved(window, span, random);
      case 3 -> came(window, span, random);
      case 4 -> left(window, span, random);
      case 5 -> changed(window, span, random);
      default -> was(window, span, random);
    };
  }

  private static Optional<Draft> wentThatWay(Watched window, Span span, RandomGenerator random) {
    return thatWay(window, span, "way", random).map(d -> d.over(span));
  }

  /** What moves now moved within the last second. */
  private static Optional<Draft> goesThatWay(Watched window, RandomGenerator random) {
    return thatWay(window, Span.named(1, window.last()), "moving", random);
  }

  private static Optional<Draft> thatWay(
      Watched window, Span span, String form, RandomGenerator random) {
    Way way = Way.values()[random.nextInt(4)];
    boolean yes =
        window.trails().stream().anyMatch(t -> t.motion(span.from()).ways().contains(way));
    if (!yes && window.trails().stream().anyMatch(trail -> maybe(trail, way, span))) {
      return Optional.empty();
    }
    // it can hold only of things that do not lie where this way comes from
    long could = window.now().stream().filter(seen -> !way.starts(seen)).count();
    String cell = way + "|" + span.length() + "|" + Math.min(3, could);
    return Optional.of(says(form, yes).saying("way", way.adverb()).evenIn(cell));
  }

  /** Whether it may have gone that way, though not plainly. */
  private static boolean maybe(Trail trail, Way way, Span span) {
    boolean crossed = false;
    for (int i = span.from() + 1; i <= span.last(); i++) {
      crossed |= trail.comes(i) && way.starts(trail.at(i));
      crossed |= trail.goes(i) && way.ends(trail.at(i - 1));
    }
    return crossed || trail.motion(span.from()).unclear();
  }

  private static Optional<Draft> moved(Watched window, Span span, RandomGenerator random) {
    boolean yes = random.nextBoolean();
    Optional<Trail> trail =
        one(
            window,
            t ->
                t.staysFrom(span.from())
                    && !t.motion(span.from()).unclear()
                    && yes != t.motion(span.from()).none(),
            random);
    return trail.flatMap(
        t ->
            window
                .nameEver(t, MovedAsker.NAMES, random)
                .map(
                    name ->
                        says("moved", yes)
                            .saying("it", name)
                            .over(span)
                            .about(t.latest())
                            .evenIn(MovedAsker.ends(t.latest()) + "|" + span.length())));
  }

  private static Optional<Draft> came(Watched window, Span span, RandomGenerator random) {
    boolean yes = random.nextBoolean();
    Kind kind = Chance.pick(KINDS, random);
    Optional<Trail> trail =
        one(
            window,
            t -> t.seen(span.last()) && yes == t.comings(span.from()) > 0 && t.oneColour(),
            random);
    return trail.flatMap(
        t -> {
          Description description = new Description(kind, t.latest());
          boolean plain =
              yes
                  ? !t.seen(span.from())
                  : window.trails().stream()
                      .noneMatch(o -> o.comings(span.from()) > 0 && everFits(description, o));
          return plain ? Optional.of(crossed("came", yes, description, t, span)) : Optional.empty();
        });
  }

  private static Draft crossed(
      String form, boolean yes, Description description, Trail trail, Span span) {
    String end = trail.seen(span.last()) ? MovedAsker.ends(trail.latest()) : "gone";
    Draft draft =
        says(form, yes)
            .saying("a", description.indefinite())
            .over(span)
            .evenIn(end + "|" + span.length());
    return trail.seen(span.last()) ? draft.about(trail.latest()) : draft;
  }

  private static Optional<Draft> left(Watched window, Span span, RandomGenerator random) {
    boolean yes = random.nextBoolean();
    Kind kind = Chance.pick(KINDS, random);
    Optional<Seen> like =
        yes
            ? one(
                    window,
                    t -> t.goings(span.from()) > 0 && !t.seen(span.last()) && t.oneColour(),
                    random)
                .map(Trail::latest)
            : ExistsAsker.missing(window, kind, window.now(), random);
    return like.map(seen -> new Description(kind, seen))
        .filter(d -> !d.fitsAny(window.now()))
        .filter(
            d ->
                yes
                    || window.trails().stream()
                        .noneMatch(t -> t.goings(span.from()) > 0 && everFits(d, t)))
        .map(
            d ->
                says("left", yes)
                    .saying("a", d.indefinite())
                    .over(span)
                    .evenIn(ExistsAsker.cell(d) + "|" + span.length()));
  }

  private static Optional<Draft> changed(Watched window, Span span, RandomGenerator random) {
    boolean yes = random.nextBoolean();
    Optional<Trail> trail =
        one(
            window,
            t -> t.staysFrom(span.from()) && yes == t.changes(span.from(), span.last()) > 0,
            random);
    return trail.flatMap(
        t ->
            window
                .nameEver(t, List.of(Kind.SHAPE, Kind.SIZE_SHAPE), random)
                .map(
                    name ->
                        says("changed", yes)
                            .saying("it", name)
                            .over(span)
                            .about(t.latest())
                            .evenIn(span.length())));
  }

  private static Optional<Draft> was(Watched window, Span span, RandomGenerator random) {
    Kind kind = Chance.pick(KINDS, random);
    List<Seen> then = window.at(span.from());
    boolean yes = random.nextBoolean();
    Optional<Seen> like =
        random.nextBoolean()
            ? one(window, t -> yes ? t.seen(span.from()) : !t.seen(span.from()), random)
                .map(t -> yes ? t.at(span.from()) : t.latest())
            : ExistsAsker.missing(window, kind, then, random);
    return like.map(seen -> new Description(kind, seen))
        .map(
            d ->
                says("was", d.fitsAny(then))
                    .saying("a", d.indefinite())
                    .saying("then", span.then())
                    .evenIn(ExistsAsker.cell(d) + "|" + d.fitsAny(window.now())));
  }

  private static boolean everFits(Description description, Trail trail) {
    for (int i = 0; i <= trail.last(); i++) {
      if (trail.seen(i) && description.fits(trail.at(i))) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Trail> one(
      Watched window, Predicate<Trail> wanted, RandomGenerator random) {
    List<Trail> trails = window.trails().stream().filter(wanted).toList();
    return trails.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(trails, random));
  }

  private static Draft says(String form, boolean holds) {
    return Draft.of(MONITOR_CHANGE, form, holds ? "yes" : "no");
  }
}
