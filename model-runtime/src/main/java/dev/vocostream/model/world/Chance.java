package dev.vocostream.model.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Draws. */
final class Chance {
  private Chance() {}

  /**
   * @param among not empty
   */
  static <T> T pick(List<T> among, RandomGenerator random) {
    return among.get(random.nextInt(among.size()));
  }

  /**
   * @return an index, in proportion to its weight
   */
  static int weighted(double[] weights, RandomGenerator random) {
    double all = 0;
    for (double weight : weights) {
      all += weight;
    }
    double left = random.nextDouble() * all;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  /** The first that is there, of a few draws; what is drawn for is rare in many windows. */
  static <T> Optional<T> retry(int draws, Supplier<Optional<T>> draw) {
    Optional<T> drawn = Optional.empty();
    for (int i = 0; i < draws && drawn.isEmpty(); i++) {
      drawn = draw.get();
    }
    return drawn;
  }

  static <T> void shuffle(List<T> values, RandomGenerator random) {
    for (int i = values.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T moved = values.get(i);
      values.set(i, values.get(j));
      values.set(j, moved);
    }
  }
}
