package dev.vocostream.model.training.data;

import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;

/**
 * All examples of a source again and again, without end, each round in another order. Which example
 * a number is depends on seed, number and the size of the source, and on nothing else.
 */
public final class Shuffled implements ExampleSource {
  private final ExampleSource source;
  private final long seed;
  private final long round;

  /**
   * @throws IllegalArgumentException if the source is empty or without end
   */
  public Shuffled(ExampleSource source, long seed) {
    this.source = source;
    this.seed = seed;
    this.round = source.size();
    if (round < 1 || round == Long.MAX_VALUE) {
      throw new IllegalArgumentException(
          "only a source with an end and at least one example can be shuffled, this one has "
              + (round < 1 ? "none" : "no end"));
    }
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public Example get(long number) {
    long epoch = number / round;
    Permutation order = new Permutation(round, Permutation.mix(seed) + Permutation.mix(~epoch));
    return source.get(order.at(number % round));
  }
}
