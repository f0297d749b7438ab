package dev.vocostream.job.sizing;

import dev.vocostream.state.Thinning;
import dev.vocostream.state.Thinning.Step;
import java.time.Duration;

/**
 * What a job shall do.
 *
 * @param fps samples a second of each camera
 * @param tokens VoCo tokens that are remembered of a frame
 * @param retain how long each camera remembers
 * @param thinning how each memory gets thinner with age
 * @param changed share of the samples that show something new and are compressed, 0 to 1
 * @param questionsPerMinute of all cameras together, each about one camera
 * @param monitors standing questions of each camera
 * @param monitorsEvery how often each of them is asked
 */
public record Load(
    int cameras,
    double fps,
    int tokens,
    Duration retain,
    Thinning thinning,
    double changed,
    double questionsPerMinute,
    int monitors,
    Duration monitorsEvery) {
  public Load {
    require(cameras > 0, "cameras must be positive, were " + cameras);
    require(fps > 0, "fps must be positive, was " + fps);
    require(tokens > 0, "tokens must be positive, were " + tokens);
    require(retain.toMillis() > 0, "retain must be positive, was " + retain);
    require(changed > 0 && changed <= 1, "changed must be above 0 and at most 1, was " + changed);
    require(
        questionsPerMinute >= 0,
        "questions-per-minute must not be negative, was " + questionsPerMinute);
    require(monitors >= 0, "monitors must not be negative, were " + monitors);
    require(monitorsEvery.toMillis() > 0, "monitors-every must be positive, was " + monitorsEvery);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Frames of all cameras that are compressed and remembered in a second. */
  double framesPerSecond() {
    return cameras * fps * changed;
  }

  double questionsPerSecond() {
    return questionsPerMinute / 60;
  }

  /** VoCo tokens that are written of a frame: when it comes, and again whenever it is cut. */
  int writtenTokens() {
    return tokens
        + thinning.steps().stream().filter(step -> !step.drops()).mapToInt(Step::tokens).sum();
  }

  /** Of all monitors of all cameras. */
  double monitorAnswersPerSecond() {
    return cameras * monitors * 1e3 / monitorsEvery.toMillis();
  }
}
