package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.MONITOR_CHANGE;

import dev.vocostream.model.world.Description.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    boolean yes = random.nextBoolean();
    int form = random.nextInt(7);
    return Chance.retry(
        MovedAsker.SPANS,
        () -> {
          Span span = Span.draw(window, random);
          return switch (form) {
            case 0 -> thatWay(window, span, yes, random);
            case 1 -> movesThatWay(window, yes, random);
            case 2 -> moved(window, span, yes, random);
            case 3 -> came(window, span, yes, random);
            case 4 -> left(window, span, yes, random);
            case 5 -> changed(window, span, yes, random);
            default -> was(window, span, yes, random);
          };
        });
  }

  private static Optional<Draft> thatWay(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    return way(window, span, yes, random)
        .map(way -> ways("way", yes, way, window, span).over(span));
  }

  /** What moves now moved within the last second. */
  private static Optional<Draft> movesThatWay(Watched window, boolean yes, RandomGenerator random) {
    Span span = Span.named(1, window.last());
    return way(window, span, yes, random).map(way -> ways("moving", yes, way, window, span));
  }

  /** A way that something went, or that nothing can have gone. */
  private static Optional<Way> way(
      Watched window, Span span, boolean gone, RandomGenerator random) {
    List<Way> ways =
        Arrays.stream(Way.values())
            .filter(way -> gone ? went(window, way, span) : !mayHaveGone(window, way, span))
            .toList();
    return ways.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(ways, random));
  }

  private static Draft ways(String form, boolean yes, Way way, Watched window, Span span) {
    // it can hold only of things that do not lie where this way comes from
    long could = window.now().stream().filter(seen -> !way.starts(seen)).count();
    return says(form, yes)
        .saying("way", way.adverb())
        .evenIn(way + "|" + span.length() + "|" + Math.min(3, could));
  }

  private static boolean went(Watched window, Way way, Span span) {
    return window.trails().stream()
        .anyMatch(trail -> trail.motion(span.from()).ways().contains(way));
  }

  /** Whether something went that way, or perhaps did while it was not or only just seen. */
  private static boolean mayHaveGone(Watched window, Way way, Span span) {
    return went(window, way, span)
        || window.trails().stream().anyMatch(trail -> mayHaveGone(trail, way, span));
  }

  private static boolean mayHaveGone(Trail trail, Way way, Span span) {
    boolean crossed = false;
    for (int i = span.from() + 1; i <= span.last(); i++) {
      crossed |= trail.comes(i) && !way.ends(trail.at(i));
      crossed |= trail.goes(i) && !way.starts(trail.at(i - 1));
    }
    return crossed || trail.motion(span.from()).unclear();
  }

  private static Optional<Draft> moved(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    Optional<Trail> trail =
        window.trail(
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

  private static Optional<Draft> came(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    Kind kind = Chance.pick(KINDS, random);
    Optional<Trail> trail =
        window.trail(
            t -> t.seen(span.last()) && yes == t.comings(span.from()) > 0 && t.oneColour(), random);
    return trail.flatMap(
        t -> {
          Description description = new Description(kind, t.latest());
          boolean plain =
              yes
                  ? !t.seen(span.from())
                  : window.trails().stream()
                      .noneMatch(o -> o.comings(span.from()) > 0 && everFits(description, o));
          Draft draft =
              says("came", yes)
                  .saying("a", description.indefinite())
                  .over(span)
                  .about(t.latest())
                  .evenIn(MovedAsker.ends(t.latest()) + "|" + span.length());
          return plain ? Optional.of(draft) : Optional.empty();
        });
  }

  private static Optional<Draft> left(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    Kind kind = Chance.pick(KINDS, random);
    Optional<Seen> like =
        yes
            ? window
                .trail(
                    t -> t.goings(span.from()) > 0 && !t.seen(span.last()) && t.oneColour(), random)
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

  private static Optional<Draft> changed(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    Optional<Trail> trail =
        window.trail(
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

  private static Optional<Draft> was(
      Watched window, Span span, boolean yes, RandomGenerator random) {
    Kind kind = Chance.pick(KINDS, random);
    List<Seen> then = window.at(span.from());
    Optional<Seen> like =
        random.nextBoolean()
            ? window
                .trail(t -> yes ? t.seen(span.from()) : !t.seen(span.from()), random)
                .map(t -> yes ? t.at(span.from()) : t.latest())
            : ExistsAsker.missing(window, kind, then, random);
    return like.map(seen -> new Description(kind, seen))
        .filter(d -> yes == d.fitsAny(then))
        .map(
            d ->
                says("was", yes)
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

  private static Draft says(String form, boolean holds) {
    return Draft.of(MONITOR_CHANGE, form, holds ? "yes" : "no");
  }
}
