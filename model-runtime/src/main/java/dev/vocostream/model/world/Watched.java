package dev.vocostream.model.world;

import dev.vocostream.model.world.Description.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A window of moments, oldest first, by moment and by thing. */
final class Watched {
  private final List<Moment> moments;
  private final List<Trail> trails;
  private final Strangers strangers;

  Watched(List<Moment> moments, Strangers strangers) {
    if (moments.isEmpty()) {
      throw new IllegalArgumentException("a window of moments: expected 1 or more, found none");
    }
    for (int i = 1; i < moments.size(); i++) {
      double apart = moments.get(i).second() - moments.get(i - 1).second();
      if (Math.abs(apart - 1) > 0.01) {
        throw new IllegalArgumentException(
            "a window of moments: expected 1 second between two, found %s at moment %d"
                .formatted(apart, i));
      }
    }
    this.moments = moments;
    this.trails = trails(moments);
    this.strangers = strangers;
  }

  private static List<Trail> trails(List<Moment> moments) {
    Map<Integer, Seen[]> byThing = new LinkedHashMap<>();
    for (int i = 0; i < moments.size(); i++) {
      for (Seen seen : moments.get(i).seen()) {
        byThing.computeIfAbsent(seen.thing(), t -> new Seen[moments.size()])[i] = seen;
      }
    }
    return byThing.values().stream().map(Trail::new).toList();
  }

  /** Number of the newest moment. */
  int last() {
    return moments.size() - 1;
  }

  /** What is seen at the newest moment. */
  List<Seen> now() {
    return at(last());
  }

  List<Seen> at(int moment) {
    return moments.get(moment).seen();
  }

  /** Everything that is seen at some moment. */
  List<Trail> trails() {
    return trails;
  }

  /** One of those that something is true of. */
  Optional<Trail> trail(Predicate<Trail> wanted, RandomGenerator random) {
    List<Trail> found = trails.stream().filter(wanted).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(found, random));
  }

  Strangers strangers() {
    return strangers;
  }

  /** Words that fit a thing and no other now. */
  Optional<String> name(Seen thing, List<Kind> kinds, RandomGenerator random) {
    List<String> names = new ArrayList<>();
    for (Kind kind : kinds) {
      Description description = new Description(kind, thing);
      boolean said = kind != Kind.PLACE || Description.clearlyPlaced(thing);
      if (said && description.count(now()) == 1) {
        names.add(description.words());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(names, random));
  }

  /** Words that fit a thing whenever it is seen, and no other at any moment. */
  Optional<String> nameEver(Trail trail, List<Kind> kinds, RandomGenerator random) {
    List<String> names = new ArrayList<>();
    for (Kind kind : kinds) {
      Description description = new Description(kind, trail.latest());
      if (trails.stream().allMatch(other -> fits(description, other) == (other == trail))) {
        names.add(description.words());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(Chance.pick(names, random));
  }

  /** Whether words fit always, for the thing itself, or ever, for another. */
  private boolean fits(Description description, Trail trail) {
    boolean own = false;
    boolean all = true;
    for (int i = 0; i <= last(); i++) {
      if (trail.seen(i)) {
        boolean here = description.fits(trail.at(i));
        own |= here;
        all &= here;
      }
    }
    return trail.latest() == description.like() ? all : own;
  }
}
