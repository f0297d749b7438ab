package dev.vocostream.model.language;

import org.bytedeco.pytorch.Tensor;

/**
 * One way through the decoder. The layers are the same for every pass; what differs is where its
 * rows stand, who may look at whom, and where keys and values go.
 */
public interface Pass {
  /**
   * The rows whose outputs are wanted in the end; the rest need not go through the last layer.
   *
   * @param x [B, T, hidden]
   * @return [B, R, hidden]
   */
  Tensor asking(Tensor x);

  /**
   * @param layer counted from zero
   * @param q queries before RoPE, of all rows or of those that ask: [B, H, T or R, d]
   * @param k keys of all rows before RoPE: [B, Hkv, T, d]
   * @param v values of all rows: [B, Hkv, T, d]
   * @return what was read, heads side by side: [B, T or R, H * d]
   */
  Tensor attend(int layer, Tensor q, Tensor k, Tensor v);
}
