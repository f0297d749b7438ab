package dev.vocostream.model.language;

import dev.vocostream.model.tensor.Attention;
import org.bytedeco.pytorch.Tensor;

/** Everything in one sequence under one mask, nothing kept: how a model is trained and checked. */
public final class MaskedPass implements Pass {
  private final Rope.Rotation rotation;
  private final Tensor mask; // bool [T, T], true = may attend
  private final int asking;

  /**
   * @param rotation of all T rows
   * @param mask bool [T, T], true = may attend
   * @param asking how many of the last rows' outputs are wanted
   */
  public MaskedPass(Rope.Rotation rotation, Tensor mask, int asking) {
    this.rotation = rotation;
    this.mask = mask;
    this.asking = asking;
  }

  @Override
  public Tensor asking(Tensor x) {
    return x.narrow(1, x.size(1) - asking, asking);
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    long rows = q.size(2);
    Tensor turned = rotation.last((int) rows).apply(q);
    Tensor ofRows = mask.narrow(0, mask.size(0) - rows, rows);
    return Attention.merge(Attention.attend(turned, rotation.apply(k), v, ofRows));
  }
}
