package dev.vocostream.job.benchmark;

/**
 * How much a benchmark of the job does.
 *
 * @param rounds of each measure
 * @param cameras with a full window: one is asked again and again, each other once
 * @param window frames of a large window
 * @param smallWindow frames of a small one
 * @param reencoded frames of the window that questions are compared with compressing anew
 * @param monitored frames with which monitors of such a window fall due
 * @param checkpoints that are taken of large windows
 * @param newFrames of each camera between two of them
 * @param liveFrames that are compressed in a round, in the job and outside
 */
public record JobPlan(
    int rounds,
    int cameras,
    int window,
    int smallWindow,
    int reencoded,
    int monitored,
    int checkpoints,
    int newFrames,
    int liveFrames) {
  /** For figures to quote: ten minutes where a frame takes a second. */
  public static final JobPlan FULL = new JobPlan(3, 6, 256, 16, 128, 20, 40, 16, 16);

  /** To see that it works. */
  public static final JobPlan QUICK = new JobPlan(2, 3, 32, 4, 16, 3, 5, 4, 16);

  /** Nothing but first words: what can be measured of a model that takes long for a frame. */
  public static final JobPlan FIRST_WORDS = firstWords(5, 6, 256);

  /** Of anything else no figure is told. */
  public static JobPlan firstWords(int rounds, int cameras, int window) {
    return new JobPlan(rounds, cameras, window, 0, 0, 0, 0, 0, 0);
  }

  /** Whether more than first words is measured. */
  boolean isWhole() {
    return reencoded > 0;
  }
}
