package dev.vocostream.state;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * How a memory gets thinner with age: first fewer VoCo tokens of a frame, then fewer frames. The
 * age of a frame is the time from it to the newest one, so the newest is never thinned.
 *
 * @param steps by age, rising; each keeps less than those before it
 */
public record Thinning(List<Step> steps) implements Serializable {
  public static final Thinning NONE = new Thinning(List.of());

  /**
   * @throws IllegalArgumentException if a step comes no later than the one before it, or keeps no
   *     less
   */
  public Thinning {
    steps = List.copyOf(steps);
    for (int i = 1; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.after.compareTo(steps.get(i - 1).after) <= 0) {
        throw new IllegalArgumentException(
            "'%s' must come later than '%s'".formatted(step, steps.get(i - 1)));
      }
      for (Step before : steps.subList(0, i)) {
        if (!step.keepsLessThan(before)) {
          throw new IllegalArgumentException(
              "'%s' must keep less than '%s'".formatted(step, before));
        }
      }
    }
  }

  /**
   * What is done to frames that are older than {@code after}: either they are cut to {@code
   * tokens}, or of each {@code every} the first frame stays.
   *
   * @param tokens 0 where frames are not cut
   * @param every null where no frames are dropped
   */
  public record Step(Duration after, int tokens, Duration every) implements Serializable {
    public Step {
      if (after.toMillis() < 1) {
        throw new IllegalArgumentException("after must be positive, was " + after);
      }
      if (tokens < 0 || (tokens == 0) == (every == null)) {
        throw new IllegalArgumentException("a step either cuts frames or drops some");
      }
      if (every != null && every.toMillis() < 1) {
        throw new IllegalArgumentException("every must be positive, was " + every);
      }
    }

    /** Older frames keep their first {@code tokens} VoCo tokens. */
    public static Step cut(Duration after, int tokens) {
      return new Step(after, tokens, null);
    }

    /** Of older frames one is kept in each {@code every}. */
    public static Step drop(Duration after, Duration every) {
      return new Step(after, 0, every);
    }

    public boolean drops() {
      return every != null;
    }

    private boolean keepsLessThan(Step before) {
      if (drops() != before.drops()) {
        return true; // they do not compare
      }
      return drops() ? every.compareTo(before.every) > 0 : tokens < before.tokens;
    }

    boolean isDue(long ageMillis) {
      return ageMillis > after.toMillis();
    }

    /**
     * Whether a frame goes: all that it shows lies in one {@code every}, which a frame that stays
     * reaches already. What shows a scene that stood still for longer stays. This depends on the
     * two frames alone: so it is the same whenever it is asked, and asked again of what has been
     * thinned it drops nothing.
     *
     * @param before until when the frame before it shows the scene
     * @param from time of the frame
     * @param to until when it shows the scene
     */
    boolean drops(long before, long from, long to) {
      long period = every.toMillis();
      long shown = Math.floorDiv(before, period);
      return shown == Math.floorDiv(from, period) && shown == Math.floorDiv(to, period);
    }

    @Override
    public String toString() {
      return drops()
          ? "after %s a frame every %s".formatted(after, every)
          : "after %s %d %s".formatted(after, tokens, tokens == 1 ? "token" : "tokens");
    }
  }

  /** Frames a second that are kept at this age of so many that were remembered. */
  public double fpsAt(long ageMillis, double fps) {
    double kept = fps;
    for (Step step : steps) {
      if (step.drops() && step.isDue(ageMillis)) {
        kept = Math.min(kept, 1_000.0 / step.every.toMillis());
      }
    }
    return kept;
  }

  /** How many VoCo tokens are kept of a frame of this age; {@code all} where it is not cut. */
  public int tokensAt(long ageMillis, int all) {
    int kept = all;
    for (Step step : steps) {
      if (!step.drops() && step.isDue(ageMillis)) {
        kept = Math.min(kept, step.tokens);
      }
    }
    return kept;
  }
}
