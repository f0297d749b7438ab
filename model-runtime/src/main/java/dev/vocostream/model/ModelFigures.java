package dev.vocostream.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What a model has done since it was loaded. Thread-safe: written by the model, read by anybody.
 */
public final class ModelFigures {
  /** The kinds of work, each with its own cost. */
  public enum Work {
    /** Frames become activations. */
    COMPRESS,
    /** Questions are read behind their windows, up to the first word of the answer. */
    PREFILL,
    /** Answers get their further words. */
    DECODE
  }

  private final Map<Work, Done> done = new EnumMap<>(Work.class);
  private final LongAdder hotHits = new LongAdder();
  private final LongAdder hotMisses = new LongAdder();
  private volatile long hotBytes;

  public ModelFigures() {
    for (Work work : Work.values()) {
      done.put(work, new Done());
    }
  }

  public Done of(Work work) {
    return done.get(work);
  }

  /** A window was asked for; whether it was on the device already. */
  public void windowOpened(boolean hot) {
    (hot ? hotHits : hotMisses).increment();
  }

  /** What the windows on the device take now. */
  public void hotBytes(long bytes) {
    hotBytes = bytes;
  }

  /** How often a window was on the device already. */
  public long hotHits() {
    return hotHits.sum();
  }

  /** How often a window had to be brought to the device. */
  public long hotMisses() {
    return hotMisses.sum();
  }

  public long hotBytes() {
    return hotBytes;
  }

  /** What was done of one kind of work. */
  public static final class Done {
    private final LongAdder passes = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /**
     * Counts a pass if it succeeds, and the time it took whether or not.
     *
     * @param count how many frames, questions or words go through together
     */
    public <T> T timed(int count, Supplier<T> pass) {
      long start = System.nanoTime();
      try {
        T result = pass.get();
        passes.increment();
        items.add(count);
        return result;
      } finally {
        nanos.add(System.nanoTime() - start);
      }
    }

    public long passes() {
      return passes.sum();
    }

    /** Frames, questions or words. */
    public long items() {
      return items.sum();
    }

    public long micros() {
      return nanos.sum() / 1_000;
    }
  }
}
