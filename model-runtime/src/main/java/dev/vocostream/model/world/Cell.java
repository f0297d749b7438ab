package dev.vocostream.model.world;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each outcome was drafted in a cell (see {@link Draft.Stratum}), and so how often it is
 * to be accepted.
 *
 * <p>An outcome {@code o} makes up a part {@code q(o)} of the drafts and is wanted to make up
 * {@code s(o)} of the questions. It is accepted with probability {@code min(1, m s(o) / q(o))},
 * where {@code m} is the least {@code q / s} of the cell: then the shares are exact. Where an
 * outcome is so rare that nearly nothing would be asked, {@code m} is {@link #RAREST} and it stays
 * below its share; where that lifts another more than {@link #ABOVE} over its own, nothing of the
 * cell is asked.
 */
final class Cell {
  private static final double RAREST = 0.08;
  private static final double ABOVE = 0.07;

  /** Fewer drafts say nothing. */
  private static final int LEAST = 30;

  private final Map<String, Long> drafts = new LinkedHashMap<>();
  private final Map<String, Double> shares = new LinkedHashMap<>();

  void add(Draft.Stratum stratum) {
    drafts.merge(stratum.outcome(), 1L, Long::sum);
    shares.putIfAbsent(stratum.outcome(), stratum.share());
  }

  /** By outcome, 0 to 1; empty if nothing is to be asked. */
  Map<String, Double> acceptance() {
    double all = drafts.values().stream().mapToLong(count -> count).sum();
    if (drafts.size() < 2 || all < LEAST) {
      return Map.of();
    }
    double least = drafts.keySet().stream().mapToDouble(o -> part(o) / share(o)).min().orElse(1);
    double m = Math.max(RAREST, least);
    Map<String, Double> accepted = new HashMap<>();
    for (String outcome : drafts.keySet()) {
      accepted.put(outcome, Math.min(1, m * share(outcome) / part(outcome)));
    }
    return isEven(accepted) ? Map.copyOf(accepted) : Map.of();
  }

  private boolean isEven(Map<String, Double> accepted) {
    double asked = asked(accepted);
    return drafts.keySet().stream()
        .allMatch(o -> drafts.get(o) * accepted.get(o) / asked <= share(o) + ABOVE);
  }

  /** How many of the drafts become questions. */
  double asked(Map<String, Double> accepted) {
    return drafts.keySet().stream()
        .mapToDouble(o -> drafts.get(o) * accepted.getOrDefault(o, 0.0))
        .sum();
  }

  private double part(String outcome) {
    return drafts.get(outcome) / (double) drafts.values().stream().mapToLong(c -> c).sum();
  }

  private double share(String outcome) {
    return shares.get(outcome) / shares.values().stream().mapToDouble(s -> s).sum();
  }
}
