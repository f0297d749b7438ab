package dev.vocostream.model.compression;

import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Backend;
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 1: rows of a frame behind the constant start token, plain causal whatever they are. The
 * keys, before their rotation, and values of the last rows are kept; the rest is read and dropped.
 *
 * <pre>
 *   buffers, reused by all layers      p rows    T rows
 *   keys, values                       prefix    this layer's
 *   queries                            0         this layer's      zeros are there to align the
 *                                                                  causal flag, nobody reads it
 * </pre>
 */
final class FramePass implements Pass {
  private final FramePrefix prefix;
  private final int length;
  private final int asking;
  private final Rope.Rotation rotation;
  private final Tensor queries; // [B, H, p + T, d]
  private final Tensor keys; // [B, Hkv, p + T, d]
  private final Tensor values; // [B, Hkv, p + T, d]
  private final CausalAttention causal;
  private final Tensor maskOfAsking; // bool [R, p + T]; null for one row, which sees all
  private final Tensor kept; // [B, R, layers, 2, Hkv, d]

  /**
   * @param batch frames
   * @param length rows of a frame behind the start token
   * @param asking how many of the last rows are kept, and go through the last layers
   */
  FramePass(LlamaDecoder decoder, FramePrefix prefix, int batch, int length, int asking) {
    this.prefix = prefix;
    this.length = length;
    this.asking = asking;
    Backend backend = decoder.backend();
    var config = decoder.config();
    int all = prefix.length() + length;
    rotation = decoder.rope().at(prefix.length(), length);
    queries = backend.zeros(batch, config.heads(), all, config.headDim());
    keys = backend.empty(batch, config.kvHeads(), all, config.headDim());
    values = backend.empty(batch, config.kvHeads(), all, config.headDim());
    causal = new CausalAttention(backend, all);
    maskOfAsking = asking == 1 ? null : backend.mask(VocoMask.CAUSAL.lastRows(asking, all));
    kept = backend.empty(batch, asking, config.layers(), 2, config.kvHeads(), config.headDim());
  }

  @Override
  public Tensor asking(Tensor x) {
    return x.narrow(1, x.size(1) - asking, asking);
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    keep(layer, k, v);
    if (prefix.length() > 0) {
      keys.narrow(2, 0, prefix.length()).copy_(prefix.keys(layer));
      values.narrow(2, 0, prefix.length()).copy_(prefix.values(layer));
    }
    rotation.into(behindPrefix(keys), k);
    behindPrefix(values).copy_(v);
    if (q.size(2) == length) {
      rotation.into(behindPrefix(queries), q);
      return Attention.merge(behindPrefix(causal.attend(queries, keys, values)));
    }
    Tensor turned = rotation.last(asking).apply(q); // [B, H, R, d]
    return Attention.merge(
        maskOfAsking == null
            ? Attention.attend(turned, keys, values)
            : Attention.attend(turned, keys, values, maskOfAsking));
  }

  private Tensor behindPrefix(Tensor buffer) {
    return buffer.narrow(2, prefix.length(), length);
  }

  /** Keeps the last rows of these: [B, Hkv, R or T, d] each. */
  void keep(int layer, Tensor k, Tensor v) {
    Tensor ofLayer = kept.select(2, layer); // [B, R, 2, Hkv, d]
    ofLayer.select(2, 0).copy_(lastRows(k));
    ofLayer.select(2, 1).copy_(lastRows(v));
  }

  private Tensor lastRows(Tensor rows) {
    return rows.narrow(2, rows.size(2) - asking, asking).transpose(1, 2);
  }

  /** K before RoPE and V of the rows that were asked for: [B, R, layers, 2, Hkv, d] */
  Tensor kept() {
    return kept;
  }
}
