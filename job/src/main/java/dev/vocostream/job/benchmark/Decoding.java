package dev.vocostream.job.benchmark;

/** Somebody who decodes the camera, from one process on. */
interface Decoding extends AutoCloseable {
  /** Frames so far. */
  long frames();

  /** Processor time so far, nanoseconds, as of the last {@link #look()}. */
  long cpuNanos();

  /**
   * Takes note of the processor time; at least once a second, so that no ended thread is missed.
   */
  void look();

  /** Resident memory of the process, bytes. */
  long residentBytes();

  @Override
  void close();
}
