package dev.vocostream.state;

import java.util.List;
import java.util.TreeMap;

/**
 * Which frames a memory holds and how large they are, in order of time, and how long the scene
 * stayed as they show it.
 *
 * <pre>
 *   frames     f         f f f           f
 *   unchanged  =======       =====  ===  =
 * </pre>
 *
 * A span belongs to the frame at its start or, after a gap, to the last one before it.
 */
public final class Timeline {
  private final TreeMap<Long, Integer> sizes = new TreeMap<>();
  private final TreeMap<Long, Long> unchanged = new TreeMap<>(); // from -> to
  private long bytes;

  public void add(long time, int size) {
    Integer replaced = sizes.put(time, size);
    bytes += size - (replaced == null ? 0 : replaced);
  }

  /**
   * The scene stays as the newest frame shows it.
   *
   * @param from of the first frame that showed nothing new
   * @param to of the last one
   * @param longestStep milliseconds between two frames that are no gap
   * @return the span, which may have begun earlier
   * @throws java.util.NoSuchElementException if there is no frame
   */
  public UnchangedSpan extend(long from, long to, long longestStep) {
    long start = from;
    if (from - validTo() <= longestStep) {
      Long last = unchanged.floorKey(from);
      start = last == null || last < newest() ? newest() : last;
    }
    addSpan(start, to);
    return new UnchangedSpan(newest(), start, to);
  }

  /** A span as {@link #extend} returned it. */
  public void addSpan(long from, long to) {
    unchanged.merge(from, to, Math::max);
  }

  /**
   * The frame's spans stay: see {@link #removeOrphan()}.
   *
   * @return the time of the frame removed
   * @throws java.util.NoSuchElementException if there is none
   */
  public long removeOldest() {
    long oldest = sizes.firstKey();
    bytes -= sizes.remove(oldest);
    return oldest;
  }

  public void clear() {
    sizes.clear();
    bytes = 0;
    unchanged.clear();
  }

  /** Removes one span whose frame is no more; the start of it, null if there is none. */
  public Long removeOrphan() {
    if (unchanged.isEmpty() || (!isEmpty() && unchanged.firstKey() >= oldest())) {
      return null;
    }
    return unchanged.pollFirstEntry().getKey();
  }

  /** Times in {@code [from, to]}, both inclusive, oldest first. */
  public List<Long> between(long from, long to) {
    return from > to ? List.of() : List.copyOf(sizes.subMap(from, true, to, true).keySet());
  }

  /** Spans that share a moment with {@code [from, to]}, whole, oldest first. */
  public List<UnchangedSpan> unchanged(long from, long to) {
    return unchanged.headMap(to, true).entrySet().stream()
        .filter(span -> span.getValue() >= from && sizes.floorKey(span.getKey()) != null)
        .map(s -> new UnchangedSpan(sizes.floorKey(s.getKey()), s.getKey(), s.getValue()))
        .toList();
  }

  public boolean isEmpty() {
    return sizes.isEmpty();
  }

  public int frames() {
    return sizes.size();
  }

  public long bytes() {
    return bytes;
  }

  public long oldest() {
    return sizes.firstKey();
  }

  public long newest() {
    return sizes.lastKey();
  }

  /** Until when the oldest frame shows the scene. */
  public long oldestValidTo() {
    Long next = sizes.higherKey(oldest());
    var last = next == null ? unchanged.lastEntry() : unchanged.lowerEntry(next);
    return last == null ? oldest() : Math.max(oldest(), last.getValue());
  }

  /** Until when the newest frame shows the scene. */
  public long validTo() {
    return unchanged.isEmpty() ? newest() : Math.max(newest(), unchanged.lastEntry().getValue());
  }

  /** The extent, for a memory that has forgotten frames up to {@code forgottenTo} (or null). */
  public MemorySpan span(Long forgottenTo) {
    return isEmpty()
        ? new MemorySpan(null, null, 0, 0, forgottenTo)
        : new MemorySpan(oldest(), newest(), frames(), bytes, forgottenTo, validTo());
  }
}
