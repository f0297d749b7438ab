package dev.vocostream.state;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
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
  private final ThinnedSpans thinned = new ThinnedSpans();
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

  /**
   * What became of spans when a frame was dropped.
   *
   * @param unchanged starts of its unchanged spans, which are no more
   * @param thinned spans that are there now, or longer than they were
   */
  public record Dropped(List<Long> unchanged, List<ThinnedSpan> thinned) {}

  /**
   * Removes a frame that is neither the oldest nor the newest; its spans become thinned ones.
   *
   * @param longestStep milliseconds between two frames that are no gap
   */
  public Dropped drop(long time, long longestStep) {
    long before = sizes.lowerKey(time);
    NavigableMap<Long, Long> around = unchanged.subMap(before, true, sizes.higherKey(time), false);
    List<UnchangedSpan> others =
        around.headMap(time, false).entrySet().stream()
            .map(span -> new UnchangedSpan(before, span.getKey(), span.getValue()))
            .toList();
    NavigableMap<Long, Long> own = around.tailMap(time, true);
    List<ThinnedSpan> seen = new ArrayList<>();
    seen.add(new ThinnedSpan(time, own.getOrDefault(time, time)));
    own.tailMap(time, false).forEach((from, to) -> seen.add(new ThinnedSpan(from, to)));
    bytes -= sizes.remove(time);
    List<Long> gone = List.copyOf(own.keySet());
    own.clear();
    return new Dropped(gone, thinned.add(seen, before, others, longestStep));
  }

  /** A span as {@link #drop} returned it. */
  public void addThinned(ThinnedSpan span) {
    thinned.put(span);
  }

  /** Thinned spans that share a moment with {@code [from, to]}, whole, oldest first. */
  public List<ThinnedSpan> thinned(long from, long to) {
    return thinned.between(from, to);
  }

  /** Removes one thinned span that ends before the oldest frame; its start, null if none does. */
  public Long removeThinnedOrphan() {
    return thinned.removeBefore(isEmpty() ? Long.MAX_VALUE : oldest());
  }

  public void clear() {
    sizes.clear();
    bytes = 0;
    unchanged.clear();
    thinned.clear();
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

  /** Time of the first frame after this time; null if there is none. */
  public Long after(long time) {
    return sizes.higherKey(time);
  }

  /** Time of the last frame before this time; null if there is none. */
  public Long before(long time) {
    return sizes.lowerKey(time);
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

  /** Whether there is a frame that shows nothing of the scene from this time on. */
  public boolean endsBefore(long time) {
    return !isEmpty() && oldestValidTo() < time;
  }

  /** Until when the oldest frame shows the scene. */
  public long oldestValidTo() {
    return validTo(oldest());
  }

  /** Until when the frame of this time shows the scene. */
  public long validTo(long time) {
    Long next = sizes.higherKey(time);
    var last = next == null ? unchanged.lastEntry() : unchanged.lowerEntry(next);
    return last == null ? time : Math.max(time, last.getValue());
  }

  /** Until when the newest frame shows the scene. */
  public long validTo() {
    return validTo(newest());
  }

  /** The extent, for a memory that has forgotten frames up to {@code forgottenTo} (or null). */
  public MemorySpan span(Long forgottenTo) {
    return isEmpty()
        ? new MemorySpan(null, null, 0, 0, forgottenTo)
        : new MemorySpan(oldest(), newest(), frames(), bytes, forgottenTo, validTo());
  }
}
