package dev.vocostream.model.world;

import static dev.vocostream.model.world.QuestionType.COUNT;

import dev.vocostream.model.world.Description.Kind;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How many are there? One is the commonest answer of every form, so that the form tells nothing.
 */
final class CountAsker implements Asker {
  private static final List<Kind> KINDS = List.of(Kind.SHAPE, Kind.COLOUR, Kind.SIZE);

  /** Wanted shares of 0, 1, 2 ... */
  private static final double[] OF_ALL = {0.05, 0.25, 0.19, 0.18, 0.17, 0.16};

  private static final double[] OF_SOME = {0.24, 0.32, 0.26, 0.18};
  private static final double[] OF_SIZE = {0.17, 0.27, 0.23, 0.18, 0.15};

  @Override
  public Optional<Draft> draft(Watched window, RandomGenerator random) {
    List<Seen> now = window.now();
    if (random.nextInt(3) == 0) {
      return answered("all", now.size(), OF_ALL, "all");
    }
    Kind kind = Chance.pick(KINDS, random);
    double[] shares = kind == Kind.SIZE ? OF_SIZE : OF_SOME;
    int count = Chance.weighted(shares, random);
    return described(window, kind, count, random)
        .flatMap(
            description ->
                answered("some", count, shares, ExistsAsker.cell(description))
                    .map(draft -> draft.saying("things", description.plural())));
  }

  private static Optional<Description> described(
      Watched window, Kind kind, int count, RandomGenerator random) {
    List<Seen> now = window.now();
    if (count == 0) {
      return window
          .strangers()
          .pick(stranger -> !new Description(kind, stranger).fitsAny(now), random)
          .map(stranger -> new Description(kind, stranger));
    }
    List<Description> all =
        now.stream()
            .map(seen -> new Description(kind, seen))
            .filter(description -> description.count(now) == count)
            .toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(all, random));
  }

  private static Optional<Draft> answered(String form, int count, double[] shares, String cell) {
    if (count >= shares.length) {
      return Optional.empty();
    }
    String digit = Integer.toString(count);
    return Optional.of(Draft.of(COUNT, form, digit).within(cell, digit, shares[count]));
  }
}
