package dev.vocostream.model;

import java.util.List;
import java.util.Objects;

/** What a question reads: frames, oldest first. One that stands for several is there as often. */
public record Window(List<Frame> frames) {
  public Window {
    frames = List.copyOf(frames);
  }

  /**
   * A frame of a window.
   *
   * @param id by which the model may keep it at hand; null for one that has no name
   * @param tokens how many positions it takes: one for each VoCo token, or for each row of a frame
   *     that is read in full
   * @param activations of VoCo tokens; else null
   * @param picture of a frame that is read in full; else null. With neither, it is one that the
   *     model was asked to {@link VisionLanguageModel#hold}
   */
  public record Frame(FrameId id, int tokens, Activations activations, RgbImage picture) {
    public Frame {
      if (id == null && activations == null) {
        throw new IllegalArgumentException("a frame without a name must bring its activations");
      }
    }

    /** One that the model holds. */
    public static Frame held(FrameId id, int tokens) {
      return new Frame(id, tokens, null, null);
    }

    /** One that the model has to be given, and may keep. */
    public static Frame given(FrameId id, Activations activations) {
      return new Frame(id, activations.tokens(), activations, null);
    }

    /**
     * One that is read in full, as what stage 1 makes of all its rows.
     *
     * @param id whose tokens are all rows, so that nobody takes it for the compressed frame
     * @param tokens as {@link VisionLanguageModel#fullFrameTokens} says
     */
    public static Frame full(FrameId id, int tokens, RgbImage picture) {
      return new Frame(id, tokens, null, picture);
    }

    private long bytes() {
      long ofActivations = activations == null ? 0 : activations.bytes().length;
      return ofActivations + (picture == null ? 0 : picture.rgb().length);
    }
  }

  /** Frames that nobody will ask for by name. */
  public static Window of(List<Activations> activations) {
    return new Window(activations.stream().map(a -> Frame.given(null, a)).toList());
  }

  /** Positions that all frames take. */
  public int tokens() {
    return frames.stream().mapToInt(Frame::tokens).sum();
  }

  /** Bytes that it brings along. */
  public long bytes() {
    return frames.stream().mapToLong(Frame::bytes).sum();
  }

  /** The activations that it brings along, oldest first. */
  public List<Activations> given() {
    return frames.stream().map(Frame::activations).filter(Objects::nonNull).toList();
  }
}
