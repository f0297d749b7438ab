package dev.vocostream.model;

import java.util.Collection;
import java.util.List;

/**
 * A model that compresses each frame once and answers questions from what it kept. The one
 * interface the rest of the product may know. Implementations are called by one thread at a time,
 * except {@link #description}, {@link #windowPositions}, {@link #fullFrameTokens}, {@link #hold}
 * and {@link #figures}, which any thread may call at any time.
 */
public interface VisionLanguageModel extends AutoCloseable {
  ModelDescription description();

  /**
   * Stage 1: each frame in isolation, so frames of different cameras share a batch.
   *
   * @return one entry per frame, in the order given
   */
  List<Activations> compress(List<RgbImage> frames);

  /** How many VoCo tokens of window fit beside this prompt and the answer it may grow. */
  int windowPositions(Prompt prompt);

  /**
   * How many positions of a window a frame takes that is read in full: patches, separator and VoCo
   * tokens. 0 for a model that may not read frames so, because it was not trained to.
   */
  default int fullFrameTokens() {
    return 0;
  }

  /**
   * Frames that it has read lately and has at hand: a window that is asked about need not bring
   * their activations. Any thread may call it; whether a frame is at hand never changes an answer.
   */
  default HeldFrames hold(Collection<FrameId> frames) {
    return HeldFrames.NONE;
  }

  /**
   * Begins to answer questions together; see {@link Answering}. Close it before the model, on the
   * thread that steps it.
   */
  Answering answering();

  /**
   * Stage 2: answers one question from the activations alone. Greedy unless the prompt says
   * otherwise, so the same call gives the same reply.
   *
   * @param window the frames' activations, oldest first; together at most {@link #windowPositions}
   *     tokens
   */
  Reply answer(Prompt prompt, List<Activations> window);

  /** What it has done since it was loaded; any thread may ask. */
  default ModelFigures figures() {
    return new ModelFigures();
  }

  /** Whether it computes on a device that may be lost, and not on the processor. */
  default boolean isOnDevice() {
    return false;
  }

  /** A trivial piece of work all the way to the device and back: returns if the device is there. */
  default void probe() {}

  @Override
  void close();
}
