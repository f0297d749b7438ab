package dev.vocostream.operators.decode;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which reader gets a camera, so that none has two more than another. */
final class BalanceRule {
  private BalanceRule() {}

  /** One camera that should move. */
  record Move(String camera, int from, int to) {}

  /** The reader with the fewest cameras, the first of several. */
  static int leastLoaded(Map<String, Integer> owners, Set<Integer> readers) {
    return readers.stream()
        .min(
            Comparator.comparingLong((Integer reader) -> load(owners, reader))
                .thenComparing(r -> r))
        .orElseThrow();
  }

  /** The next move; empty where the readers are even. */
  static Optional<Move> next(Map<String, Integer> owners, Set<Integer> readers) {
    if (readers.isEmpty()) {
      return Optional.empty();
    }
    int least = leastLoaded(owners, readers);
    int most =
        readers.stream()
            .max(Comparator.comparingLong(reader -> load(owners, reader)))
            .orElseThrow();
    if (load(owners, most) - load(owners, least) < 2) {
      return Optional.empty();
    }
    return owners.entrySet().stream()
        .filter(owned -> owned.getValue() == most)
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .map(camera -> new Move(camera, most, least));
  }

  private static long load(Map<String, Integer> owners, int reader) {
    return owners.values().stream().filter(owner -> owner == reader).count();
  }
}
