package dev.vocostream.model.compression;

import org.bytedeco.pytorch.Tensor;

/**
 * One way to remember frames between their arrival and a question. What is held may be anything;
 * what a question reads are always keys and values of some rows.
 *
 * <pre>
 *                     held                                      read
 *   VocoTokens        K, V of k VoCo rows                       those
 *   FullFrame         K, V of all rows but the start token      those: the upper bound
 *   AveragePool       K, V of one row, the mean of all patches  that: a baseline
 *   ReEncoded         the pixels                                what another mode makes of them
 * </pre>
 */
public interface MemoryMode {
  /**
   * @param pixels of frames, normalised: [B, 3, size, size]
   */
  Tensor hold(Tensor pixels);

  /**
   * What a question reads; most modes hold just that.
   *
   * @param held what {@link #hold} gave
   * @return K before RoPE and V: [B, rows, layers, 2, Hkv, d]
   */
  default Tensor rows(Tensor held) {
    return held;
  }
}
