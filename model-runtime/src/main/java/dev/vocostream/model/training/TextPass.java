package dev.vocostream.model.training;

import dev.vocostream.model.language.Pass;
import dev.vocostream.model.language.Rope;
import dev.vocostream.model.tensor.Attention;
import dev.vocostream.model.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Stage 2 with gradients: padded rows of text behind the windows they are about. */
final class TextPass implements Pass {
  private final FrameRows.Windows windows; // null for text alone
  private final Rope.Rotation rotationOfWindow;
  private final Rope.Rotation rotation; // of the text's rows [B, 1, T, d / 2]
  private final Tensor mask; // bool [B, 1, T, M + T]

  TextPass(FrameRows.Windows windows, Rope rope, Tensor mask, Rope.Rotation rotation) {
    this.windows = windows;
    this.rotationOfWindow = windows == null ? null : rope.at(0, windows.length());
    this.rotation = rotation;
    this.mask = mask;
  }

  @Override
  public Tensor asking(Tensor x) {
    return x;
  }

  @Override
  public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
    Tensor keys = rotation.apply(k);
    Tensor values = v;
    if (windows != null) {
      keys = Tensors.cat(List.of(rotationOfWindow.apply(windows.keys(layer)), keys), 2);
      values = Tensors.cat(List.of(windows.values(layer), v), 2);
    }
    return Attention.merge(Attention.attend(rotation.apply(q), keys, values, mask));
  }
}
