package dev.vocostream.model.compression;

import dev.vocostream.model.DType;
import dev.vocostream.model.config.DecoderConfig;
import dev.vocostream.model.language.KeyValues;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Keeps the last k rows' keys, before their rotation, and values; the rest is read and dropped. */
final class VocoRows implements KeyValues {
  private final Rope.Rotation rotation;
  private final int k;
  private final Tensor kept; // [B, k, layers, 2, Hkv, d]

  VocoRows(DecoderConfig config, Rope.Rotation rotation, int batch, int k) {
    this.rotation = rotation;
    this.k = k;
    kept =
        Tensors.empty(DType.FP32, batch, k, config.layers(), 2, config.kvHeads(), config.headDim());
  }

  @Override
  public Readable put(int layer, Tensor keys, Tensor values) {
    Tensor ofLayer = kept.select(2, layer); // [B, k, 2, Hkv, d]
    ofLayer.select(2, 0).copy_(lastRows(keys));
    ofLayer.select(2, 1).copy_(lastRows(values));
    return new Readable(rotation.last((int) keys.size(2)).apply(keys), values);
  }

  /** [B, Hkv, T, d] -> [B, k, Hkv, d] */
  private Tensor lastRows(Tensor rows) {
    return rows.narrow(2, rows.size(2) - k, k).transpose(1, 2);
  }

  Tensor all() {
    return kept;
  }
}
