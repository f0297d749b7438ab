package dev.vocostream.model.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Things of other windows of the same split. What is asked about and is not there looks like what
 * is there elsewhere: a question names no thing that is always missing.
 */
record Strangers(List<Seen> things) {
  private static final int TRIES = 12;

  Strangers {
    things = List.copyOf(things);
  }

  Optional<Seen> pick(Predicate<Seen> wanted, RandomGenerator random) {
    for (int i = 0; i < TRIES && !things.isEmpty(); i++) {
      Seen thing = Chance.pick(things, random);
      if (wanted.test(thing)) {
        return Optional.of(thing);
      }
    }
    return Optional.empty();
  }
}
