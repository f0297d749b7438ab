package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.MONITOR;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Does something hold of the newest moment? Yes and no alike, whatever is named. */
final class MonitorAsker implements Asker {
  private static final List<Kind> NAMES = List.of(Kind.COLOUR_SHAPE, Kind.SHAPE, Kind.COLOUR);
  private static final List<Kind> COUNTED = List.of(Kind.SHAPE, Kind.COLOUR, Kind.SIZE);
  private static final int MOST = 4;
  private static final double APART = 0.12;

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    boolean holds = random.nextBoolean();
    return switch (random.nextInt(7)) {
      case 0 -> seen(window, holds, random);
      case 1 -> more(window, random);
      case 2 -> several(window, holds, random);
      case 3 -> occupied(window, holds, random);
      case 4 -> at(window, holds, random);
      case 5 -> coloured(window, holds, random);
      default -> beside(window, random);
    };
  }

  private static Optional<Draft> seen(Watched window, boolean holds, RandomGenerator random) {
    Kind kind = Chance.pick(ExistsAsker.KINDS, random);
    Optional<Seen> like =
        holds ? one(window.now(), random) : ExistsAsker.missing(window, kind, window.now(), random);
    return like.map(thing -> new Description(kind, thing))
        .map(d -> says("seen", holds).saying("a", d.indefinite()).evenIn(ExistsAsker.cell(d)));
  }

  private static Optional<Draft> more(Watched window, RandomGenerator random) {
    int than = 2 + random.nextInt(MOST - 1);
    String many = than + " things";
    Draft draft = says("more", window.now().size() > than).saying("many", many);
    return Optional.of(draft.evenIn(many));
  }

  private static Optional<Draft> several(Watched window, boolean holds, RandomGenerator random) {
    Kind kind = Chance.pick(COUNTED, random);
    List<Seen> now = window.now();
    // half of those of which there are not several are there once
    Optional<Seen> like =
        !holds && random.nextBoolean()
            ? window.strangers().pick(s -> !new Description(kind, s).fitsAny(now), random)
            : one(
                now.stream()
                    .filter(seen -> holds == new Description(kind, seen).count(now) > 1)
                    .toList(),
                random);
    return like.map(thing -> new Description(kind, thing))
        .map(d -> says("several", holds).saying("thing", d.words()).evenIn(ExistsAsker.cell(d)));
  }

  private static Optional<Draft> occupied(Watched window, boolean holds, RandomGenerator random) {
    List<Seen> now = window.now();
    if (!now.stream().allMatch(Description::clearlyPlaced)) {
      return Optional.empty();
    }
    Optional<Place> place =
        holds ? one(now, random).map(Seen::place) : otherPlace(window, now, random);
    return place.map(p -> says("occupied", holds).saying("at", Description.at(p)).evenIn("" + p));
  }

  private static Optional<Draft> at(Watched window, boolean holds, RandomGenerator random) {
    Optional<Seen> subject = one(window.now(), random).filter(Description::clearlyPlaced);
    return subject.flatMap(
        thing -> {
          Optional<Place> place =
              holds ? Optional.of(thing.place()) : otherPlace(window, List.of(thing), random);
          Optional<String> name = window.name(thing, NAMES, random);
          return place.flatMap(
              p ->
                  name.map(
                      n ->
                          says("at", holds)
                              .saying("it", n)
                              .saying("at", Description.at(p))
                              .about(thing)
                              .evenIn("" + p)));
        });
  }

  private static Optional<Place> otherPlace(
      Watched window, List<Seen> than, RandomGenerator random) {
    return window
        .strangers()
        .pick(s -> than.stream().noneMatch(seen -> seen.place() == s.place()), random)
        .map(Seen::place);
  }

  private static Optional<Draft> coloured(Watched window, boolean holds, RandomGenerator random) {
    return one(window.now(), random)
        .flatMap(
            thing ->
                window
                    .name(thing, List.of(Kind.SHAPE, Kind.SIZE_SHAPE), random)
                    .flatMap(
                        name ->
                            colour(window, thing, holds, random)
                                .map(
                                    colour ->
                                        says("coloured", holds)
                                            .saying("it", name)
                                            .saying("colour", colour)
                                            .about(thing)
                                            .evenIn(colour))));
  }

  private static Optional<String> colour(
      Watched window, Seen thing, boolean own, RandomGenerator random) {
    Optional<Seen> like =
        own
            ? Optional.of(thing)
            : window
                .strangers()
                .pick(s -> s.shape() == thing.shape() && s.colour() != thing.colour(), random);
    return like.map(seen -> seen.colour().word());
  }

  private static Optional<Draft> beside(Watched window, RandomGenerator random) {
    if (window.now().size() < 2) {
      return Optional.empty();
    }
    Seen one = Chance.pick(window.now(), random);
    Seen other = Chance.pick(window.now(), random);
    Way way = Way.values()[random.nextInt(4)];
    double apart = way.along(one.x() - other.x(), one.y() - other.y());
    Optional<String> name = window.name(one, NAMES, random);
    Optional<String> otherName = window.name(other, NAMES, random);
    if (Math.abs(apart) < APART || name.isEmpty() || otherName.isEmpty()) {
      return Optional.empty();
    }
    String side =
        switch (way) {
          case LEFT -> "to the left of";
          case RIGHT -> "to the right of";
          case UP -> "above";
          case DOWN -> "below";
        };
    return Optional.of(
        says("beside", apart > 0)
            .saying("it", name.get())
            .saying("side", side)
            .saying("other", otherName.get())
            .about(one)
            .evenIn(side));
  }

  private static Optional<Seen> one(List<Seen> among, RandomGenerator random) {
    return among.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(among, random));
  }

  private static Draft says(String form, boolean holds) {
    return Draft.of(MONITOR, form, holds ? "yes" : "no");
  }
}
