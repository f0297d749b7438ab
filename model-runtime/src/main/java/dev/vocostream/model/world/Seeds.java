package dev.vocostream.model.world;

import java.util.Random;

/** Seeds from seeds: neighbours lead to streams that have nothing in common. */
final class Seeds {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Seeds() {}

  /** The seed of part number {@code part} of what {@code seed} makes. */
  static long of(long seed, long part) {
    return mixed(mixed(seed + STEP) ^ mixed(part * STEP + 1));
  }

  static Random random(long seed, long part) {
    return new Random(of(seed, part));
  }

  /** The finisher of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long bits = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
