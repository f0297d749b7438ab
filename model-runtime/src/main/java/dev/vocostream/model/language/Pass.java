package dev.vocostream.model.language;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * What the layers of one forward pass share: the positions of the new rows, who may look at whom,
 * where keys and values go, and who watches.
 */
public final class Pass {
  /** Sees each layer's rotated queries [B, H, R, d] and the keys they read [B, Hkv, T, d]. */
  @FunctionalInterface
  public interface Observer {
    void see(Tensor queries, Tensor keys);
  }

  final Rope.Rotation rotation;
  final Tensor mask; // bool [R, T]; null: every row may read everything
  final KeyValues keyValues;
  final Observer observer;

  private Pass(Rope.Rotation rotation, Tensor mask, KeyValues keyValues, Observer observer) {
    this.rotation = rotation;
    this.mask = mask;
    this.keyValues = keyValues;
    this.observer = observer;
  }

  /**
   * @param mask bool [new rows, readable rows], true = may attend
   */
  public static Pass masked(Rope.Rotation rotation, Tensor mask, KeyValues keyValues) {
    return new Pass(rotation, mask, keyValues, (queries, keys) -> {});
  }

  /** For a single new row, which may read all that is held. */
  public static Pass unmasked(Rope.Rotation rotation, KeyValues keyValues) {
    return new Pass(rotation, null, keyValues, (queries, keys) -> {});
  }

  public Pass observedBy(Observer watching) {
    return new Pass(rotation, mask, keyValues, watching);
  }

  TensorOptional maskOfLast(int rows) {
    return mask == null
        ? new TensorOptional()
        : new TensorOptional(mask.narrow(0, mask.size(0) - rows, rows));
  }
}
