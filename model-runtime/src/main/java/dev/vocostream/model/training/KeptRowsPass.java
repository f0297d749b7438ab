package dev.vocostream.model.training;

import dev.vocostream.model.compression.VocoMask;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Attention;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Stage 1 with gradients: frames in a batch, each causal in itself. Keys before their rotation, and
 * values, of the last rows are kept for whoever reads the frame.
 */
final class KeptRowsPass implements Pass {
  private final Rope.Rotation rotation;
  private final int kept;
  private final Tensor maskOfKept; // bool [kept, T]
  private final List<Tensor> keys = new ArrayList<>(); // per layer [F, Hkv, kept, d]
  private final List<Tensor> values = new ArrayList<>();

  /**
   * @param length rows of a frame, start token included
   * @param kept how many of the last rows are kept
   */
  KeptRowsPass(LlamaDecoder decoder, int length, int kept) {
    this.rotation = decoder.rope().at(0, length);
    this.kept = kept;
    this.maskOfKept = decoder.backend().mask(VocoMask.CAUSAL.lastRows(kept, length));
  }

  @Override
  public Tensor asking(Tensor x) {
    return x.narrow(1, x.size(1) - kept, kept);
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    keep(k, v);
    int rows = (int) q.size(2);
    if (rows == k.size(2)) {
      return Attention.merge(Attention.attendCausally(rotation.apply(q), rotation.apply(k), v));
    }
    Tensor turned = rotation.last(rows).apply(q);
    return Attention.merge(Attention.attend(turned, rotation.apply(k), v, maskOfKept));
  }

  /** Keeps the last rows of these: [F, Hkv, kept or T, d] each. */
  void keep(Tensor k, Tensor v) {
    keys.add(k.narrow(2, k.size(2) - kept, kept));
    values.add(v.narrow(2, v.size(2) - kept, kept));
  }

  List<Tensor> keys() {
    return keys;
  }

  List<Tensor> values() {
    return values;
  }
}
