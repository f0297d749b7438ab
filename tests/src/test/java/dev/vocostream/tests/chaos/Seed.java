package dev.vocostream.tests.chaos;

import java.util.Random;

/** Chance that can be had again: {@code -Dvocostream.seed=} replays what a run has printed. */
final class Seed {
  private static final long SEED = Long.getLong("vocostream.seed", System.nanoTime());

  private Seed() {}

  /** A new source of chance, from the seed of this run, which it prints. */
  static Random random() {
    System.out.println("vocostream.seed=" + SEED);
    return new Random(SEED);
  }
}
