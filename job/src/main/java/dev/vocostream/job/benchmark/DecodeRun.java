package dev.vocostream.job.benchmark;

/**
 * One strategy, once: what a second of the camera cost.
 *
 * @param ours processor seconds
 * @param ffmpegs processor seconds of the ffmpeg command beside it; NaN without it
 * @param childBytes resident memory of our child
 * @param decodedShare of the pictures that were due to be decoded, how many were
 * @param accounted whether each decoded picture was emitted or dropped for a reason
 */
record DecodeRun(
    double ours, double ffmpegs, long childBytes, double decodedShare, boolean accounted) {
  /** Below it, the machine was too busy and the figure belongs to a stream with holes. */
  private static final double KEPT_UP = 0.9;

  double camerasPerCore() {
    return 1 / ours;
  }

  /** Ours over FFmpeg's cameras a core, measured side by side. */
  double ratioToFfmpeg() {
    return ffmpegs / ours;
  }

  boolean keptUp() {
    return decodedShare >= KEPT_UP;
  }
}
