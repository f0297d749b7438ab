package dev.vocostream.model.training.data;

/**
 * A shuffled order of {@code 0 .. size - 1} that is computed and not kept: a Feistel network over
 * the next even power of two, walked until it lands inside (fewer than four steps on average).
 * Every key gives another order.
 */
record Permutation(long size, long key) {
  private static final int ROUNDS = 6;

  Permutation {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("size must be 1 to 2^62, was " + size);
    }
  }

  /** What stands at {@code place}. */
  long at(long place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException(
          "expected a place from 0 to %d, was %d".formatted(size - 1, place));
    }
    int half = Math.max(1, (65 - Long.numberOfLeadingZeros(size - 1)) / 2);
    long value = place;
    do {
      value = exchange(value, half);
    } while (value >= size);
    return value;
  }

  private long exchange(long value, int half) {
    long mask = (1L << half) - 1;
    long left = value >>> half;
    long right = value & mask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (mix(mix(key + round) ^ right) & mask);
      left = right;
      right = next;
    }
    return left << half | right;
  }

  /** Spreads every bit over all; the constants are those of SplitMix64. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
