package dev.vocostream.model.training.data;

import dev.vocostream.model.training.Example;
import dev.vocostream.model.training.ExampleSource;
import java.util.List;

/**
 * Several sources in fixed proportions, interleaved as evenly as whole numbers allow: any stretch
 * of examples has each source's share to within an example or two. Every source is read in its own
 * order, and none of its examples is left out.
 */
public final class Mixed implements ExampleSource {
  /** Proportions finer than a millionth are nobody's intention. */
  private static final int MAX_PARTS = 1_000_000;

  /**
   * @param parts how many examples of all {@code parts} together are this source's
   */
  public record Share(ExampleSource source, int parts) {
    public Share {
      if (parts < 1) {
        throw new IllegalArgumentException("parts must be positive, was " + parts);
      }
      if (source.size() != Long.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a share needs a source without end, found one with %d examples: put it into a Shuffled"
                .formatted(source.size()));
      }
    }
  }

  private final List<Share> shares;

  /** Whose turn it is in a round of all parts, and which of its own in that round. */
  private final int[] owner;

  private final int[] ordinal;

  /**
   * @throws IllegalArgumentException without shares, or with more than a million parts
   */
  public Mixed(List<Share> shares) {
    this.shares = List.copyOf(shares);
    long parts = shares.stream().mapToLong(Share::parts).sum();
    if (parts < 1 || parts > MAX_PARTS) {
      throw new IllegalArgumentException(
          "all parts together must be 1 to %d, were %d".formatted(MAX_PARTS, parts));
    }
    this.owner = new int[(int) parts];
    this.ordinal = new int[(int) parts];
    deal();
  }

  /** Every source gains its parts at each turn; who has most takes it and pays one round. */
  private void deal() {
    long[] credit = new long[shares.size()];
    int[] taken = new int[shares.size()];
    for (int turn = 0; turn < owner.length; turn++) {
      int richest = 0;
      for (int i = 0; i < credit.length; i++) {
        credit[i] += shares.get(i).parts();
        richest = credit[i] > credit[richest] ? i : richest;
      }
      credit[richest] -= owner.length;
      owner[turn] = richest;
      ordinal[turn] = taken[richest]++;
    }
  }

  @Override
  public long size() {
    return Long.MAX_VALUE;
  }

  @Override
  public Example get(long number) {
    int turn = (int) (number % owner.length);
    Share share = shares.get(owner[turn]);
    return share.source().get(number / owner.length * share.parts() + ordinal[turn]);
  }
}
