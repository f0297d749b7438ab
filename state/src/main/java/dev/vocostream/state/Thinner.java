package dev.vocostream.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thins memories as their frames come of age: for each camera and step it knows the last frame that
 * it looked at. That is kept nowhere: after a restore it looks at all frames again, a few at a
 * time, and finds those done that are.
 */
public final class Thinner {
  /** Frames looked at in one call by each step, so that no frame that comes waits long for it. */
  static final int MOST = 16;

  private final List<Thinning.Step> steps;
  private final Map<String, long[]> looked = new HashMap<>();

  public Thinner(Thinning thinning) {
    steps = thinning.steps();
  }

  /** Makes the entry of a frame smaller. */
  @FunctionalInterface
  public interface Cutter {
    /** The same array where it has no more than so many tokens. */
    byte[] cut(long time, byte[] entry, int tokens);
  }

  /** How many frames were cut, and how many dropped. */
  public record Thinned(int cut, int dropped) {
    static final Thinned NOTHING = new Thinned(0, 0);
  }

  /**
   * Thins what is due of a camera's memory; leaves for the next call what is too much.
   *
   * @param longestStep milliseconds between two frames that are no gap
   */
  public Thinned thin(String camera, FrameMemory memory, long longestStep, Cutter cutter)
      throws Exception {
    if (steps.isEmpty()) {
      return Thinned.NOTHING;
    }
    long[] done = looked.computeIfAbsent(camera, c -> new long[steps.size()]);
    Long newest = memory.span().newest();
    int cut = 0;
    int dropped = 0;
    for (int i = 0; i < steps.size(); i++) {
      Thinning.Step step = steps.get(i);
      Long time = due(step, done[i], newest, memory);
      for (int left = MOST; time != null && left > 0; left--) {
        done[i] = time;
        if (step.drops()) {
          dropped += drop(step, time, memory, longestStep) ? 1 : 0;
        } else {
          cut += cut(step, time, memory, cutter) ? 1 : 0;
        }
        time = due(step, time, newest, memory);
      }
    }
    return new Thinned(cut, dropped);
  }

  /** The camera is no more, or its frames are others now. */
  public void forget(String camera) {
    looked.remove(camera);
  }

  /** The first frame after the one looked at last, if it is of age. */
  private static Long due(Thinning.Step step, long looked, Long newest, FrameMemory memory)
      throws Exception {
    Long next = memory.after(looked);
    if (next == null) {
      return null;
    }
    long since = step.drops() ? memory.validTo(next) : next; // what was just shown is not old
    return step.isDue(newest - since) ? next : null;
  }

  private static boolean drop(Thinning.Step step, long time, FrameMemory memory, long longestStep)
      throws Exception {
    Long before = memory.before(time);
    boolean drops =
        before != null && step.drops(memory.validTo(before), time, memory.validTo(time));
    if (drops) {
      memory.drop(time, longestStep);
    }
    return drops;
  }

  private static boolean cut(Thinning.Step step, long time, FrameMemory memory, Cutter cutter)
      throws Exception {
    byte[] entry = memory.recall(time);
    byte[] smaller = cutter.cut(time, entry, step.tokens());
    if (smaller == entry) {
      return false;
    }
    memory.remember(time, smaller);
    return true;
  }
}
