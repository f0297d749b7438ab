package dev.vocostream.state;

import java.util.List;

/** The memory of one camera: an entry per frame, by frame time in epoch milliseconds. */
public interface FrameMemory {
  /** Remembers a frame. A frame of the same time is replaced. */
  void remember(long time, byte[] entry) throws Exception;

  /**
   * The frames of a span showed what its sample shows. Such spans are forgotten with their frame.
   *
   * @param longestStep milliseconds between two frames that are no gap
   * @return false, and nothing is noted, unless that frame is the newest one remembered
   */
  boolean extend(UnchangedSpan span, long longestStep) throws Exception;

  /** Unchanged spans that share a moment with {@code [from, to]}, whole, oldest first. */
  List<UnchangedSpan> unchanged(long from, long to) throws Exception;

  /** Times of the frames remembered in {@code [from, to]}, both inclusive, oldest first. */
  List<Long> times(long from, long to) throws Exception;

  /** The entry of exactly this time; null if there is none. */
  byte[] recall(long time) throws Exception;

  /** Time of the first frame after this time; null if there is none. */
  Long after(long time) throws Exception;

  /** Time of the last frame before this time; null if there is none. */
  Long before(long time) throws Exception;

  /** Until when the frame of this time shows the scene. */
  long validTo(long time) throws Exception;

  /**
   * Drops a frame, with its unchanged spans, that is neither the oldest nor the newest. When it and
   * they were seen remains known, as a thinned span.
   *
   * @param longestStep milliseconds between two frames that are no gap
   */
  void drop(long time, long longestStep) throws Exception;

  /** Thinned spans that share a moment with {@code [from, to]}, whole, oldest first. */
  List<ThinnedSpan> thinned(long from, long to) throws Exception;

  /**
   * Forgets the oldest frames until the retention holds; the newest frame is always kept.
   *
   * @return how many frames were forgotten
   */
  int forgetBeyond(Retention retention) throws Exception;

  /**
   * Forgets the frames that have shown nothing of the scene from this time on, the newest too.
   *
   * @return how many frames were forgotten
   */
  int forgetBefore(long time) throws Exception;

  /** Says again that what was forgotten is gone, for a store that only then makes it so. */
  void eraseForgotten() throws Exception;

  /** Forgets everything, also that there ever was anything. */
  void erase() throws Exception;

  /** What is remembered now, and since when things have been forgotten. */
  MemorySpan span() throws Exception;
}
