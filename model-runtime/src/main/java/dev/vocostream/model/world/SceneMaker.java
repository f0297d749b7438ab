package dev.vocostream.model.world;

import dev.vocostream.model.world.Actor.Action;
import dev.vocostream.model.world.Actor.Look;
import dev.vocostream.model.world.World.Combination;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws the lots of a scene: which things, where, and what they do. */
final class SceneMaker {
  static final int SECONDS = 8;
  private static final int MOST_THINGS = 5;
  private static final int MOST_ACTING = 3;
  private static final double STILL = 0.25; // scenes in which nothing happens
  private static final double MARGIN = 0.04; // of a resting centre from the lines between ninths
  private static final double GAP = 0.02; // between things
  private static final int TRIES = 60;

  private final World world;
  private final Split split;
  private final SplittableRandom random;
  private final List<Actor> actors = new ArrayList<>();
  private final Set<Combination> used = new HashSet<>();

  SceneMaker(World world, Split split, SplittableRandom random) {
    this.world = world;
    this.split = split;
    this.random = random;
  }

  Scene make() {
    do {
      actors.clear();
      used.clear();
      int things = 1 + random.nextInt(MOST_THINGS);
      int acting =
          random.nextDouble() < STILL ? 0 : 1 + random.nextInt(Math.min(things, MOST_ACTING));
      for (int i = 0; i < things; i++) {
        addThing(i < acting);
      }
    } while (actors.isEmpty() || isEverEmpty());
    return new Scene(List.copyOf(actors), random.nextLong());
  }

  private boolean isEverEmpty() {
    for (int second = 0; second <= SECONDS; second++) {
      int now = second;
      if (actors.stream().noneMatch(actor -> actor.isSeen(now))) {
        return true;
      }
    }
    return false;
  }

  /** Adds one where there is room; none if there is none. */
  private void addThing(boolean acts) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Actor actor = thing(acts ? action() : Action.STANDS);
      if (actor != null && fits(actor)) {
        used.add(new Combination(actor.before().shape(), actor.before().colour()));
        used.add(new Combination(actor.before().shape(), actor.after()));
        actors.add(actor);
        return;
      }
    }
  }

  private Action action() {
    double lot = random.nextDouble();
    if (lot < 0.4) {
      return Action.MOVES;
    }
    if (lot < 0.6) {
      return Action.ENTERS;
    }
    if (lot < 0.8) {
      return Action.LEAVES;
    }
    return lot < 0.92 ? Action.CHANGES : Action.HIDES;
  }

  private Actor thing(Action action) {
    Combination combination = World.combination(split, random);
    Combination then = combination;
    while (action == Action.CHANGES && then.colour() == combination.colour()) {
      then = new Combination(combination.shape(), World.combination(split, random).colour());
    }
    if (used.contains(combination)
        || used.contains(then)
        || !World.combinations(split).contains(then)) {
      return null;
    }
    Size size = random.nextBoolean() ? Size.SMALL : Size.LARGE;
    double radius =
        size == Size.SMALL ? random.nextDouble(0.075, 0.09) : random.nextDouble(0.13, 0.155);
    Look look =
        new Look(
            combination.shape(), combination.colour(), size, radius, random.nextDouble(-0.2, 0.2));
    return placed(action, look, then.colour());
  }

  private Actor placed(Action action, Look look, Colour after) {
    double x = rest(look.radius());
    double y = rest(look.radius());
    double toX = x;
    double toY = y;
    double end = 2 + random.nextInt(5);
    double start = end - 1;
    switch (action) {
      case MOVES -> {
        start = 1 + random.nextInt(3);
        end = start + 2 + random.nextInt((int) (6 - start) - 1);
        if (random.nextBoolean()) {
          toX = rest(look.radius());
        } else {
          toY = rest(look.radius());
        }
        if (Math.abs(toX - x) + Math.abs(toY - y) < 0.25) {
          return null;
        }
      }
      case ENTERS -> {
        double[] outside = outside(x, y, look.radius());
        return new Actor(
            actors.size(), action, look, after, outside[0], outside[1], x, y, start, end);
      }
      case LEAVES -> {
        double[] outside = outside(x, y, look.radius());
        toX = outside[0];
        toY = outside[1];
      }
      case HIDES -> {
        start = 2 + random.nextInt(3);
        end = start + 1 + random.nextInt((int) (7 - start) - 1);
      }
      default -> {}
    }
    return new Actor(actors.size(), action, look, after, x, y, toX, toY, start, end);
  }

  /** Somewhere well inside a ninth and wholly inside the picture. */
  private double rest(double radius) {
    double edge = radius + 0.01;
    while (true) {
      double at = random.nextDouble(edge, 1 - edge);
      if (Math.abs(at - 1.0 / 3) >= MARGIN && Math.abs(at - 2.0 / 3) >= MARGIN) {
        return at;
      }
    }
  }

  /** Straight out over the nearest edge. */
  private static double[] outside(double x, double y, double radius) {
    double toLeft = x;
    double toRight = 1 - x;
    double toTop = y;
    double toBottom = 1 - y;
    double nearest = Math.min(Math.min(toLeft, toRight), Math.min(toTop, toBottom));
    double beyond = 1.5 * radius;
    if (nearest == toLeft) {
      return new double[] {-beyond, y};
    }
    if (nearest == toRight) {
      return new double[] {1 + beyond, y};
    }
    return nearest == toTop ? new double[] {x, -beyond} : new double[] {x, 1 + beyond};
  }

  /** Whether it never touches another. */
  private boolean fits(Actor actor) {
    for (Actor other : actors) {
      double apart = actor.before().radius() + other.before().radius() + GAP;
      for (double second = 0; second <= SECONDS; second += 0.25) {
        double dx = actor.xAt(second) - other.xAt(second);
        double dy = actor.yAt(second) - other.yAt(second);
        // squares reach further along the diagonal than circles
        if (Math.max(Math.abs(dx), Math.abs(dy)) < apart) {
          return false;
        }
      }
    }
    return true;
  }
}
