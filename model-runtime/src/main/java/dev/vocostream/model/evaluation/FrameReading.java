package dev.vocostream.model.evaluation;

import dev.vocostream.model.DType;

/**
 * How an examined model reads frames.
 *
 * @param vocoTokens k, of each frame; 0 for as many as the checkpoint was made for
 * @param memory what the activations of a frame are stored as
 */
public record FrameReading(Mode mode, int vocoTokens, DType memory) {
  /**
   * What questions see of a frame. Of a model that learnt without compression, these are the lower
   * and the upper bound of the VoCo-LLaMA paper.
   *
   * <pre>
   *   VOCO   k        its VoCo tokens, which is what serves
   *   FULL   n+s+k    all rows, the VoCo tokens hide nothing
   * </pre>
   */
  public enum Mode {
    VOCO,
    FULL
  }
}
