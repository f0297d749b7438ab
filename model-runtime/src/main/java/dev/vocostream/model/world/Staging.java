package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Finds the things of a scene their places and ways, so that they never touch. */
final class Staging {
  private static final int TRIES = 40;
  private static final int SETTINGS = 60;
  private static final double TURN = Math.toRadians(12);

  /** Of a centre at rest from the lines between the ninths. */
  private static final double MARGIN = 0.045;

  private static final double EDGE = 0.01;
  private static final double NINTH = 1.0 / 3;
  private static final double LEAST_WAY = 0.25;

  /**
   * Columns or rows that movements end in. What ends at an edge has mostly come from the other; in
   * the middle, the last picture does not tell which way it moved.
   */
  private static final int[] ENDS = {0, 1, 1, 2};

  // -- configuration
  private final Split split;
  private final Random random;

  Staging(Split split, Random random) {
    this.split = split;
    this.random = random;
  }

  /** Draws a cast, and another if there is no room for it. */
  List<Thing> things() {
    while (true) {
      List<Part> parts = Cast.draw(random);
      List<Thing> bodies = bodies(parts);
      for (int setting = 0; setting < SETTINGS; setting++) {
        List<Thing> placed = placed(bodies, parts);
        if (placed.size() == parts.size()) {
          return shuffled(placed);
        }
      }
    }
  }

  /** As they are, without a place; a change of colour is on their track already. */
  private List<Thing> bodies(List<Part> parts) {
    Wardrobe wardrobe = new Wardrobe(split, random);
    List<Look> looks = wardrobe.draw(parts.size());
    List<Thing> bodies = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Look look = looks.get(i);
      Pose pose = new Pose(0, 0, 1, look.colour());
      Track track = Track.resting(pose);
      if (parts.get(i).action() == Action.CHANGE_COLOUR) {
        track = track.turning(parts.get(i).at(), pose.painted(wardrobe.repaint(look)));
      }
      bodies.add(body(i, look.shape(), track));
    }
    return bodies;
  }

  private Thing body(int number, Shape shape, Track track) {
    boolean small = random.nextBoolean();
    double radius = small ? between(0.075, 0.09) : between(0.13, 0.155);
    Size size = small ? Size.SMALL : Size.LARGE;
    java.awt.Shape outline = Outline.of(shape, between(-TURN, TURN));
    return new Thing(number, shape, size, radius, outline, track, Paint.plain());
  }

  /** Those that act were placed first; their numbers shall not tell. */
  private List<Thing> shuffled(List<Thing> placed) {
    Collections.shuffle(placed, random);
    return IntStream.range(0, placed.size())
        .mapToObj(number -> placed.get(number).numbered(number))
        .toList();
  }

  /** As many as find a place; fewer than {@code bodies} if one did not. */
  private List<Thing> placed(List<Thing> bodies, List<Part> parts) {
    List<Thing> placed = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      Optional<Thing> next = place(bodies.get(i), parts.get(i), placed);
      if (next.isEmpty()) {
        break;
      }
      placed.add(next.get());
    }
    return placed;
  }

  private Optional<Thing> place(Thing body, Part part, List<Thing> others) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      double x = rest(random.nextInt(3), body.radius());
      double y = rest(random.nextInt(3), body.radius());
      Optional<Thing> thing = way(body, part, x, y).map(body::on);
      if (thing.isPresent() && others.stream().allMatch(thing.get()::isApartFrom)) {
        return thing;
      }
    }
    return Optional.empty();
  }

  /** Somewhere in the column or row. */
  private double rest(int line, double radius) {
    double from = line == 0 ? radius + EDGE : line * NINTH + MARGIN;
    double until = line == 2 ? 1 - radius - EDGE : (line + 1) * NINTH - MARGIN;
    return between(from, until);
  }

  private Optional<Track> way(Thing body, Part part, double x, double y) {
    Track still = body.track().moved(x, y);
    Pose here = still.at(0);
    Pose outside = outside(here, body.radius());
    return switch (part.action()) {
      case STAND, CHANGE_COLOUR -> Optional.of(still);
      case ENTER -> Optional.of(Track.resting(outside).turning(part.at(), here));
      case LEAVE -> Optional.of(still.turning(part.at(), outside));
      case HIDE -> Optional.of(still.turning(part.at(), here.gone()).turning(part.until(), here));
      default -> move(body, part, here);
    };
  }

  /** Along one axis into another ninth, far enough to be seen; empty if it cannot. */
  private Optional<Track> move(Thing body, Part part, Pose here) {
    Action action = part.action();
    int line = ENDS[random.nextInt(ENDS.length)];
    double x = action.right == 0 ? here.x() : rest(line, body.radius());
    double y = action.down == 0 ? here.y() : rest(line, body.radius());
    double far = (x - here.x()) * action.right + (y - here.y()) * action.down;
    return far < LEAST_WAY
        ? Optional.empty()
        : Optional.of(Track.resting(here).moving(part.at(), part.until(), here.at(x, y)));
  }

  /** Straight out over the nearest edge. */
  private static Pose outside(Pose here, double radius) {
    double gap = radius + EDGE;
    double across = Math.min(here.x(), 1 - here.x());
    double along = Math.min(here.y(), 1 - here.y());
    return across < along
        ? here.at(here.x() < 0.5 ? -gap : 1 + gap, here.y())
        : here.at(here.x(), here.y() < 0.5 ? -gap : 1 + gap);
  }

  private double between(double from, double until) {
    return from + (until - from) * random.nextDouble();
  }
}
