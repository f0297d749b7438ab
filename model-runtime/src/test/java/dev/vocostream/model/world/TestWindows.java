package dev.vocostream.model.world;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Windows of things that stand at random places, move, come, go and change colour: a world of
 * moments alone, with nothing to draw. The same seed gives the same windows.
 *
 * @param moments of each window; 0 for 2 to 8 in turn
 */
record TestWindows(long seed, int count, int moments) implements Iterable<List<Moment>> {
  private static final int MOST = 8;

  @Override
  public Iterator<List<Moment>> iterator() {
    RandomGenerator random = new SplittableRandom(seed);
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> window(random, moments > 0 ? moments : 2 + i % (MOST - 1)))
        .iterator();
  }

  private static List<Moment> window(RandomGenerator random, int moments) {
    int things = 1 + random.nextInt(5);
    List<Thing> all = new ArrayList<>();
    for (int i = 0; i < things; i++) {
      all.add(new Thing(i, random));
    }
    List<Moment> window = new ArrayList<>();
    for (int second = 0; second < moments; second++) {
      if (second > 0) {
        all.forEach(thing -> thing.act(all, random));
      }
      window.add(new Moment(second, all.stream().filter(t -> t.there).map(Thing::seen).toList()));
    }
    return window;
  }

  private static final class Thing {
    private final int number;
    private final Shape shape;
    private final Size size;
    private final double jitterX;
    private final double jitterY;
    private Colour colour;
    private int column;
    private int row;
    private boolean there;

    Thing(int number, RandomGenerator random) {
      this.number = number;
      this.shape = Shape.values()[random.nextInt(Shape.values().length)];
      this.size = Size.values()[random.nextInt(2)];
      this.colour = Colour.values()[random.nextInt(Colour.values().length)];
      this.jitterX = random.nextDouble(-0.05, 0.05);
      this.jitterY = random.nextDouble(-0.05, 0.05);
      this.column = random.nextInt(3);
      this.row = random.nextInt(3);
      this.there = random.nextInt(4) > 0;
    }

    void act(List<Thing> all, RandomGenerator random) {
      int what = random.nextInt(24);
      if (what < 2) {
        there = !there;
      } else if (what < 3) {
        colour = Colour.values()[random.nextInt(Colour.values().length)];
      } else if (what < 7) {
        Way way = Way.values()[random.nextInt(4)];
        int toColumn = column + (int) Way.RIGHT.along(way.along(1, 0), 0);
        int toRow = row + (int) way.along(0, 1);
        boolean free =
            all.stream().noneMatch(t -> t.there && t.column == toColumn && t.row == toRow);
        if (free && toColumn >= 0 && toColumn < 3 && toRow >= 0 && toRow < 3) {
          column = toColumn;
          row = toRow;
        }
      }
    }

    Seen seen() {
      double radius = size == Size.SMALL ? 0.07 : 0.12;
      return new Seen(
          number,
          shape,
          colour,
          size,
          (column + 0.5) / 3 + jitterX,
          (row + 0.5) / 3 + jitterY,
          radius);
    }
  }
}
