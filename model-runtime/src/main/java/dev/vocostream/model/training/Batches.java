package dev.vocostream.model.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** What goes through a model at once. */
final class Batches {
  private Batches() {}

  /**
   * In order.
   *
   * @param most in one; more only cost memory
   */
  static <T> List<List<T>> of(List<T> all, int most) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      batches.add(all.subList(from, Math.min(from + most, all.size())));
    }
    return batches;
  }

  /** The same, but only what has equally many frames together, the fewest first. */
  static <T> List<List<T>> alike(List<T> all, ToIntFunction<T> frames, int most) {
    Map<Integer, List<T>> byFrames = new TreeMap<>();
    for (T one : all) {
      byFrames.computeIfAbsent(frames.applyAsInt(one), any -> new ArrayList<>()).add(one);
    }
    return byFrames.values().stream().flatMap(alike -> of(alike, most).stream()).toList();
  }
}
