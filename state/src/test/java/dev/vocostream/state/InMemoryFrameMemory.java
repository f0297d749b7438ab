package dev.vocostream.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The simplest memory, for tests and tools: it lives as long as the object. */
public final class InMemoryFrameMemory implements FrameMemory {
  private final Map<Long, byte[]> frames = new HashMap<>();
  private final Timeline timeline = new Timeline();
  private Long forgottenTo;

  @Override
  public void remember(long time, byte[] entry) {
    frames.put(time, entry);
    timeline.add(time, entry.length);
  }

  @Override
  public boolean extend(UnchangedSpan span, long longestStep) {
    if (timeline.isEmpty() || timeline.newest() != span.sample()) {
      return false;
    }
    timeline.extend(span.from(), span.to(), longestStep);
    return true;
  }

  @Override
  public List<UnchangedSpan> unchanged(long from, long to) {
    return timeline.unchanged(from, to);
  }

  @Override
  public List<Long> times(long from, long to) {
    return timeline.between(from, to);
  }

  @Override
  public byte[] recall(long time) {
    return frames.get(time);
  }

  @Override
  public Long after(long time) {
    return timeline.after(time);
  }

  @Override
  public Long before(long time) {
    return timeline.before(time);
  }

  @Override
  public long validTo(long time) {
    return timeline.validTo(time);
  }

  @Override
  public void drop(long time, long longestStep) {
    timeline.drop(time, longestStep);
    frames.remove(time);
  }

  @Override
  public List<ThinnedSpan> thinned(long from, long to) {
    return timeline.thinned(from, to);
  }

  @Override
  public int forgetBeyond(Retention retention) {
    return forgetWhile(retention::isExceededBy);
  }

  @Override
  public int forgetBefore(long time) {
    return forgetWhile(held -> held.endsBefore(time));
  }

  private int forgetWhile(Predicate<Timeline> tooMuch) {
    int forgotten = 0;
    for (; tooMuch.test(timeline); forgotten++) {
      forgottenTo = timeline.oldestValidTo();
      frames.remove(timeline.removeOldest());
      while (timeline.removeOrphan() != null) {}
      while (timeline.removeThinnedOrphan() != null) {}
    }
    return forgotten;
  }

  @Override
  public void eraseForgotten() {}

  @Override
  public void erase() {
    frames.clear();
    timeline.clear();
    forgottenTo = null;
  }

  @Override
  public MemorySpan span() {
    return timeline.span(forgottenTo);
  }
}
