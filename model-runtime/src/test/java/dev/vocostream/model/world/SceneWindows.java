package dev.vocostream.model.world;

import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Windows of the world's scenes, a few of each: of 1 to 8 moments, ending anywhere. The same seed
 * gives the same windows.
 */
record SceneWindows(long seed, Split split, int scenes) implements Iterable<List<Moment>> {
  private static final int MOST = 8;
  private static final int EACH = 3;

  @Override
  public Iterator<List<Moment>> iterator() {
    World world = new World(seed);
    RandomGenerator random = new SplittableRandom(seed);
    return LongStream.range(0, scenes)
        .mapToObj(number -> world.scene(split, number))
        .flatMap(scene -> IntStream.range(0, EACH).mapToObj(i -> window(scene, random)))
        .iterator();
  }

  private static List<Moment> window(Scene scene, RandomGenerator random) {
    int moments = 1 + random.nextInt(MOST);
    int first = random.nextInt((int) scene.seconds() + 2 - moments);
    return IntStream.range(first, first + moments).mapToObj(scene::moment).toList();
  }
}
