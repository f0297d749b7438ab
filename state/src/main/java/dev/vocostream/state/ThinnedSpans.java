package dev.vocostream.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When frames were seen that have been dropped. One span goes on over frames that stayed, as long
 * as nothing is missing in between: what was a gap before is one still.
 *
 * <pre>
 *   frames     f . . f . . f . .     gap      f . . f f f      . dropped
 *   thinned    ===============                ===
 * </pre>
 */
final class ThinnedSpans {
  private final TreeMap<Long, Long> spans = new TreeMap<>(); // from -> to

  /**
   * A frame is dropped.
   *
   * @param seen when it and its unchanged spans were, oldest first
   * @param before time of the frame that stays before it
   * @param unchanged spans of that one, oldest first
   * @param longestStep milliseconds between two frames that are no gap
   * @return spans that are new or longer than they were
   */
  List<ThinnedSpan> add(
      List<ThinnedSpan> seen, long before, List<UnchangedSpan> unchanged, long longestStep) {
    ThinnedSpan first = seen.get(0);
    long start = start(first.from(), before, unchanged, longestStep);
    List<ThinnedSpan> added = new ArrayList<>();
    added.add(grown(new ThinnedSpan(start, first.to())));
    for (ThinnedSpan other : seen.subList(1, seen.size())) {
      added.add(grown(other));
    }
    return added;
  }

  /** What was thinned before, more coarsely now, is within a span already. */
  private ThinnedSpan grown(ThinnedSpan span) {
    Map.Entry<Long, Long> around = spans.floorEntry(span.from());
    ThinnedSpan grown =
        around == null || around.getValue() < span.from()
            ? span
            : new ThinnedSpan(around.getKey(), Math.max(around.getValue(), span.to()));
    put(grown);
    return grown;
  }

  private long start(long time, long before, List<UnchangedSpan> unchanged, long longestStep) {
    Map.Entry<Long, Long> last = spans.lowerEntry(time);
    long shown = unchanged.isEmpty() ? before : unchanged.get(unchanged.size() - 1).to();
    long lastTo = last == null ? Long.MIN_VALUE : last.getValue();
    if (time - Math.max(shown, lastTo) > longestStep) {
      return time;
    }
    // Up to the frame before, and over all that it shows, nothing may be missing either.
    boolean whole = unchanged.stream().allMatch(span -> span.from() == before);
    boolean joins = last != null && before - lastTo <= longestStep;
    return lastTo >= before || (joins && whole) ? last.getKey() : shown;
  }

  void put(ThinnedSpan span) {
    spans.put(span.from(), span.to());
  }

  /** Those that share a moment with {@code [from, to]}, whole, oldest first. */
  List<ThinnedSpan> between(long from, long to) {
    return spans.headMap(to, true).entrySet().stream()
        .filter(span -> span.getValue() >= from)
        .map(span -> new ThinnedSpan(span.getKey(), span.getValue()))
        .toList();
  }

  /** Removes one that ends before this time; its start, null if there is none. */
  Long removeBefore(long time) {
    return spans.isEmpty() || spans.firstEntry().getValue() >= time
        ? null
        : spans.pollFirstEntry().getKey();
  }

  void clear() {
    spans.clear();
  }
}
