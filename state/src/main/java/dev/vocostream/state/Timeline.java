package dev.vocostream.state;

import java.util.List;
import java.util.TreeMap;

/** Which frames a memory holds and how large they are, in order of time. */
public final class Timeline {
  private final TreeMap<Long, Integer> sizes = new TreeMap<>();
  private long bytes;

  public void add(long time, int size) {
    Integer replaced = sizes.put(time, size);
    bytes += size - (replaced == null ? 0 : replaced);
  }

  /**
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
  }

  /** Times in {@code [from, to]}, both inclusive, oldest first. */
  public List<Long> between(long from, long to) {
    return from > to ? List.of() : List.copyOf(sizes.subMap(from, true, to, true).keySet());
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

  /** The extent, for a memory that has forgotten frames up to {@code forgottenTo} (or null). */
  public MemorySpan span(Long forgottenTo) {
    return isEmpty()
        ? new MemorySpan(null, null, 0, 0, forgottenTo)
        : new MemorySpan(oldest(), newest(), frames(), bytes, forgottenTo);
  }
}
