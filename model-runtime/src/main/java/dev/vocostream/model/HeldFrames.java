package dev.vocostream.model;

import java.util.Map;

/** Frames that a model has at hand, and does not let go before this is closed. */
public final class HeldFrames implements AutoCloseable {
  /** Holds nothing. */
  public static final HeldFrames NONE = new HeldFrames(Map.of(), () -> {});

  private final Map<FrameId, Integer> tokens;
  private Runnable release; // guarded by this; null once closed

  /**
   * @param tokens how many rows each has
   * @param release lets them go; called once
   */
  public HeldFrames(Map<FrameId, Integer> tokens, Runnable release) {
    this.tokens = Map.copyOf(tokens);
    this.release = release;
  }

  /** The frame as part of a window; null if it is not held. */
  public Window.Frame frame(FrameId id) {
    Integer held = tokens.get(id);
    return held == null ? null : Window.Frame.held(id, held);
  }

  public int size() {
    return tokens.size();
  }

  /** Closing again does nothing. */
  @Override
  public synchronized void close() {
    if (release != null) {
      release.run();
      release = null;
    }
  }
}
