package dev.vocostream.model.compression;

import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Rows behind cached ones, which stand wherever a test says, or are not rotated at all. */
final class PlacedPass implements Pass {
  private final Tensor cached; // [1, k, layers, 2, Hkv, d]
  private final Rope.Rotation past; // null: keys are used as they were stored
  private final Rope.Rotation present;
  private final Tensor mask; // bool [T, k + T]

  PlacedPass(Tensor cached, Rope.Rotation past, Rope.Rotation present, Tensor mask) {
    this.cached = cached;
    this.past = past;
    this.present = present;
    this.mask = mask;
  }

  @Override
  public Tensor asking(Tensor x) {
    return x;
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    Tensor ofLayer = cached.select(2, layer); // [1, k, 2, Hkv, d]
    Tensor oldKeys = ofLayer.select(2, 0).transpose(1, 2); // [1, Hkv, k, d]
    Tensor oldValues = ofLayer.select(2, 1).transpose(1, 2);
    Tensor placed = past == null ? oldKeys : past.apply(oldKeys);
    Tensor keys = Tensors.cat(List.of(placed, present.apply(k)), 2);
    Tensor values = Tensors.cat(List.of(oldValues, v), 2);
    return Attention.merge(Attention.attend(present.apply(q), keys, values, mask));
  }
}
