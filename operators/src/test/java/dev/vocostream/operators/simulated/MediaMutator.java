package dev.vocostream.operators.simulated;

import java.util.Arrays;
import java.util.Random;

/** Makes valid media invalid, where parsers are weak. The same seed makes the same mutants. */
public final class MediaMutator {
  /** What is done to the bytes. */
  public enum Kind {
    /** Up to 64 bits anywhere. */
    BITS_FLIPPED,
    /** The end is missing. */
    TRUNCATED,
    /** A block stands where another was. */
    SPLICED,
    /** A block is there twice. */
    REPEATED,
    /** Bytes among the first hundreds. */
    HEADER_EDITED,
    /** A length, before four letters that name a box or anywhere. */
    LENGTH_EDITED
  }

  /** One mutant. */
  public record Mutant(Kind kind, byte[] bytes) {}

  private static final int HEADER = 400;
  private static final int[] LENGTHS = {0, 1, 7, 0x7fffffff, 0x80000000, -1, -16, 0x00ffffff};

  private final Random random;

  public MediaMutator(long seed) {
    this.random = new Random(seed);
  }

  /**
   * @param whole at least a hundred bytes; it stays as it is
   */
  public Mutant mutate(byte[] whole) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    byte[] bytes = whole.clone();
    byte[] mutated =
        switch (kind) {
          case BITS_FLIPPED -> bitsFlipped(bytes, bytes.length, 64);
          case TRUNCATED -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
          case SPLICED -> spliced(bytes);
          case REPEATED -> repeated(bytes);
          case HEADER_EDITED -> bitsFlipped(bytes, Math.min(HEADER, bytes.length), 16);
          case LENGTH_EDITED -> lengthEdited(bytes);
        };
    return new Mutant(kind, mutated);
  }

  private byte[] bitsFlipped(byte[] bytes, int before, int most) {
    for (int left = 1 + random.nextInt(most); left > 0; left--) {
      bytes[random.nextInt(before)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private int block(byte[] bytes) {
    return 1 + random.nextInt(Math.min(4096, bytes.length / 2));
  }

  private byte[] spliced(byte[] bytes) {
    int length = block(bytes);
    int from = random.nextInt(bytes.length - length);
    int to = random.nextInt(bytes.length - length);
    System.arraycopy(bytes.clone(), from, bytes, to, length);
    return bytes;
  }

  private byte[] repeated(byte[] bytes) {
    int length = block(bytes);
    int from = random.nextInt(bytes.length - length);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
    return longer;
  }

  private byte[] lengthEdited(byte[] bytes) {
    int at = random.nextInt(bytes.length - 8);
    for (int tried = 0; tried < bytes.length && !isName(bytes, at + 4); tried++) {
      at = (at + 1) % (bytes.length - 8);
    }
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (length >> 24 - 8 * i);
    }
    return bytes;
  }

  private static boolean isName(byte[] bytes, int at) {
    for (int i = at; i < at + 4; i++) {
      if (bytes[i] < 'a' || bytes[i] > 'z') {
        return false;
      }
    }
    return true;
  }
}
