package dev.vocostream.model;

import java.util.List;

/** What a question reads: frames, oldest first. One that stands for several is there as often. */
public record Window(List<Frame> frames) {
  public Window {
    frames = List.copyOf(frames);
  }

  /**
   * A frame of a window.
   *
   * @param id by which the model may keep it at hand; null for one that has no name
   * @param tokens how many VoCo tokens it has
   * @param activations null for one that the model was asked to {@link VisionLanguageModel#hold}
   */
  public record Frame(FrameId id, int tokens, Activations activations) {
    public Frame {
      if (id == null && activations == null) {
        throw new IllegalArgumentException("a frame without a name must bring its activations");
      }
    }

    /** One that the model has to be given, and may keep. */
    public static Frame given(FrameId id, Activations activations) {
      return new Frame(id, activations.tokens(), activations);
    }

    boolean isGiven() {
      return activations != null;
    }
  }

  /** Frames that nobody will ask for by name. */
  public static Window of(List<Activations> activations) {
    return new Window(activations.stream().map(a -> Frame.given(null, a)).toList());
  }

  /** VoCo tokens of all frames. */
  public int tokens() {
    return frames.stream().mapToInt(Frame::tokens).sum();
  }

  /** Bytes that it brings along. */
  public long bytes() {
    return frames.stream()
        .filter(Frame::isGiven)
        .mapToLong(f -> f.activations.bytes().length)
        .sum();
  }

  /** What it brings along, oldest first. */
  public List<Activations> given() {
    return frames.stream().filter(Frame::isGiven).map(Frame::activations).toList();
  }
}
