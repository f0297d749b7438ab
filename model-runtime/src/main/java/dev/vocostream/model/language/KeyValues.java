package dev.vocostream.model.language;

import org.bytedeco.pytorch.Tensor;

/** Where a layer's new keys and values go, and what its queries may read. */
public interface KeyValues {
  /**
   * @param layer counted from zero
   * @param keys of the new rows, before RoPE: [B, Hkv, T, d]
   * @param values of the new rows: [B, Hkv, T, d]
   */
  Readable put(int layer, Tensor keys, Tensor values);

  /** Rotated keys and values of all rows that may be read: [B, Hkv, past + T, d]. */
  final class Readable {
    final Tensor keys;
    final Tensor values;

    public Readable(Tensor keys, Tensor values) {
      this.keys = keys;
      this.values = values;
    }
  }
}
