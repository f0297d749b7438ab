package dev.vocostream.model.compression;

import dev.vocostream.model.language.KeyValues;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A cache that places its rows wherever a test says, or does not rotate them at all. */
final class RawCache implements KeyValues {
  private final Tensor rows; // [1, k, layers, 2, Hkv, d]; null: nothing is cached
  private final Rope.Rotation past; // null: keys are used as they were stored
  private final Rope.Rotation present;

  RawCache(Tensor rows, Rope.Rotation past, Rope.Rotation present) {
    this.rows = rows;
    this.past = past;
    this.present = present;
  }

  @Override
  public Readable put(int layer, Tensor keys, Tensor values) {
    Tensor newKeys = present.apply(keys);
    if (rows == null) {
      return new Readable(newKeys, values);
    }
    Tensor ofLayer = rows.select(2, layer); // [1, k, 2, Hkv, d]
    Tensor cachedKeys = ofLayer.select(2, 0).transpose(1, 2); // [1, Hkv, k, d]
    Tensor cachedValues = ofLayer.select(2, 1).transpose(1, 2);
    Tensor placed = past == null ? cachedKeys : past.apply(cachedKeys);
    return new Readable(
        Tensors.cat(List.of(placed, newKeys), 2), Tensors.cat(List.of(cachedValues, values), 2));
  }
}
